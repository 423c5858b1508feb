import { freePort } from "../../../support/free_port.ts";
import { PER_SOCKET, REST_MS } from "../budgets.ts";
import { type Contender, startContender } from "../contenders.ts";
import { type HotSpot, profile } from "../inspector.ts";
import { carewire } from "../load/dialects.ts";
import { SocketPool } from "../load/socket_pool.ts";
import { chatUnderLoad } from "../measures/chat.ts";
import { bearersOf, connectStorm } from "../measures/connect.ts";
import { fanOutMessages, fanOutTyping } from "../measures/fan_out.ts";
import { relaySaturated } from "../measures/relay.ts";
import { type Bench, contendersOf } from "./bench.ts";

/** Places shown of each profile. */
const SHOWN = 22;

/** What our server spends its time on under each load, as its debugger sees it. */
export async function profileOurs(bench: Bench): Promise<void> {
  const { options: { seconds, connects }, scene: { pairs, groups, visitors }, sdp } = bench;
  const inspectPort = freePort();
  await using contender = await startContender(contendersOf(bench), "carewire", { inspectPort });
  const ports = contender.servers.map((one) => one.port);
  const target = { dialect: carewire, ports };
  const metered = { servers: contender.servers };
  const people = visitors.flatMap((one) => one.people).slice(0, connects);
  const bearers = await bearersOf(ports[0] ?? 0, people);
  await show(inspectPort, "connecting with a bearer", () => connectStorm(target, people, metered, bearers));
  using pool = new SocketPool(target);
  pool.open(pairs.flatMap((one) => one.people));
  const load = { pool, pairs, sdp, metered };
  for (const depth of [1, 8]) {
    await show(
      inspectPort,
      `relay, ${depth} at once`,
      () => relaySaturated(load, { seconds, perSocket: PER_SOCKET.offers, depth }),
    );
  }
  await show(
    inspectPort,
    "chat",
    () => chatUnderLoad(load, { seconds, perSocket: PER_SOCKET.messages, waiting: 200 }),
  );
  const [group] = groups.get(50) ?? [];
  if (group) await profileGroups(bench, contender, inspectPort);
}

async function profileGroups(bench: Bench, contender: Contender, inspectPort: number): Promise<void> {
  const groups = bench.scene.groups.get(50) ?? [];
  using pool = new SocketPool({ dialect: carewire, ports: contender.servers.map((one) => one.port) });
  pool.open(groups.flatMap((one) => one.people));
  const conversationIds = groups.map((one) => one.conversationId);
  const load = { pool, conversationIds, size: 50, metered: { servers: contender.servers } };
  const { seconds } = bench.options;
  await show(
    inspectPort,
    "fan-out to 50",
    () => fanOutTyping(load, { seconds, perSocket: PER_SOCKET.typing, window: 8 }),
  );
  await show(
    inspectPort,
    "fan-out to 50, stored",
    () => fanOutMessages(load, { seconds, perSocket: PER_SOCKET.messages, window: 1 }),
  );
}

async function show(port: number, name: string, run: () => unknown): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  const stop = await profile(port);
  await run();
  const spots = await stop();
  console.log(`\nprofile: ${name}. In the function itself · with all that it called`);
  const print = ({ place, self, whole }: HotSpot) =>
    console.log(`  ${percent(self)} ${percent(whole)}  ${place}`);
  spots.sort((a, b) => b.self - a.self).slice(0, SHOWN).forEach(print);
  console.log("  with all that they called:");
  spots.filter((one) => !one.place.startsWith("(")).sort((a, b) => b.whole - a.whole).slice(0, SHOWN).forEach(
    print,
  );
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`.padStart(7);
}
