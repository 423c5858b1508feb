import type { AttendanceBook } from "./attendance_book.ts";
import type { Attendance } from "./ports/attendance.ts";
import type { Packet } from "./ports/notice.ts";
import { Unavailable } from "./ports/unavailable.ts";

/** What one instance in memory can do while it tells and reaps. */
interface Reach {
  isConnected(): boolean;
  publish(packets: readonly Packet[]): void;
  /** Leaves what the dead noted to be reaped. */
  buryTheDead(): void;
}

/** The book of all instances as one of them may write in it, as long as it reaches the others. */
export function memoryAttendance(instance: string, book: AttendanceBook, reach: Reach): Attendance {
  const ask = <T>(answer: () => T): Promise<T> =>
    reach.isConnected()
      ? Promise.resolve(answer())
      : Promise.reject(new Unavailable("the bus does not reach the other instances"));
  return {
    note: (userId, id, attending) => ask(() => book.note(instance, userId, id, attending)),
    engage: (userId, engagement) => ask(() => book.engage(userId, engagement)),
    standings: (userIds) => ask(() => new Map(userIds.map((userId) => [userId, book.standing(userId)]))),
    tell: (userId, version, status, packets) =>
      ask(() => {
        const isTold = book.tell(instance, userId, version, status);
        if (isTold) reach.publish(packets);
        return isTold;
      }),
    reap: () =>
      ask(() => {
        reach.buryTheDead();
        return book.reap(instance);
      }),
  };
}
