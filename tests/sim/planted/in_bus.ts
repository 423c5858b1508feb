import type { LiveSystem, Parts } from "../../../realtime/live_system.ts";
import type { Attendance } from "../../../realtime/ports/attendance.ts";
import type { Bus, BusListener } from "../../../realtime/ports/bus.ts";
import type { Packet } from "../../../realtime/ports/notice.ts";
import type { PlantedBug } from "./planted_bug.ts";

function inBus(change: (bus: Bus) => Partial<Bus>): Pick<PlantedBug, "parts"> {
  return {
    parts: (parts: Parts) => {
      const { bus } = parts;
      const changed = change(bus);
      const planted = new Proxy(bus, {
        get: (_, name) => {
          if (name in changed) return changed[name as keyof Bus];
          const own: unknown = Reflect.get(bus, name, bus);
          return typeof own === "function" ? own.bind(bus) : own;
        },
      });
      return { ...parts, bus: planted };
    },
  };
}

function inListener(change: (listener: BusListener) => Partial<BusListener>): Pick<PlantedBug, "parts"> {
  return inBus((bus) => ({ listen: (listener) => bus.listen({ ...listener, ...change(listener) }) }));
}

function inAttendance(change: (attendance: Attendance) => Partial<Attendance>): Pick<PlantedBug, "parts"> {
  return inBus(({ attendance }) => ({ attendance: { ...attendance, ...change(attendance) } }));
}

/** Changes what reaches the sockets of an instance. */
function inHub(
  change: (packet: Packet, send: (packet: Packet) => void, live: LiveSystem) => void,
): Pick<PlantedBug, "live"> {
  return {
    live: (live) => {
      const send = live.hub.send.bind(live.hub);
      live.hub.send = (packet) => change(packet, send, live);
    },
  };
}

/** What the bus, the order of facts and the hub may get wrong. */
export const plantedInBus: readonly PlantedBug[] = [
  {
    name: "every 4th packet between instances vanishes and nobody is told",
    foundBy: ["every view is what is stored", "everyone is told", "presence is the truth"],
    ...inListener((listener) => {
      let count = 0;
      return { deliver: (packets) => listener.deliver(packets.filter(() => ++count % 4 !== 0)) };
    }),
  },
  {
    name: "what the bus has lost is never looked for",
    foundBy: ["every view is what is stored", "everyone is told", "presence is the truth"],
    faults: { busDrop: 0.1, busIsRaw: false },
    ...inListener(() => ({ missed: () => {} })),
  },
  {
    name: "an uncertain commit of one's own is never announced",
    foundBy: ["every view is what is stored", "everyone is told", "presence is the truth"],
    faults: { storeErrorAfter: 0.1, crashMeanMs: Infinity, busDrop: 0 },
    live: (live) => {
      live.uncertain = () => {};
    },
  },
  {
    name: "what a dead instance leaves behind is never reaped",
    foundBy: ["presence is the truth"],
    faults: { crashMeanMs: 8_000 },
    ...inAttendance(() => ({ reap: () => Promise.resolve([]) })),
  },
  {
    name: "presence is told on its own instance only",
    foundBy: ["presence is the truth"],
    ...inAttendance((attendance) => ({
      tell: (userId, version, status) => attendance.tell(userId, version, status, []),
    })),
  },
  {
    name: "connections are noted once and never again",
    foundBy: ["presence is the truth", "everyone is told", "every view is what is stored", "signals arrive"],
    faults: { busOutageMeanMs: 15_000 },
    ...inListener(() => ({ forgotten: () => {} })),
  },
  {
    name: "everything is sent to sockets twice",
    foundBy: ["told once"],
    ...inHub((packet, send) => {
      send(packet);
      send(packet);
    }),
  },
  {
    name: "other devices are not told that a call was answered",
    foundBy: ["everyone is told"],
    ...inHub((packet, send) => {
      if (!packet.text.includes('"answered_elsewhere":true') && !packet.text.includes("call:connected")) {
        send(packet);
      }
    }),
  },
  {
    name: "signals go to all devices of a person",
    foundBy: ["nobody gets what is not theirs"],
    ...inHub((packet, send) => {
      const isSignal = packet.text.startsWith('{"event":"webrtc:');
      send(isSignal ? { ...packet, to: { users: packet.to.users } } : packet);
    }),
  },
  {
    name: "typing is told to everybody",
    foundBy: ["nobody gets what is not theirs"],
    ...inHub((packet, send, live) => {
      const isTyping = packet.text.startsWith('{"event":"chat:typing"');
      send(isTyping ? { ...packet, to: { users: live.hub.users() } } : packet);
    }),
  },
];
