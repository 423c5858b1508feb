import * as v from "valibot";
import { DEVICE_PROBLEMS, deviceReport, type RelayPath } from "../../realtime/core/device_check.ts";
import { bestPath, judge, relayVerdict } from "../../realtime/core/device_verdict.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { deviceReportOf, relayPathOf } from "../support/device_reports.ts";

const broken = (state: "denied" | "missing" | "off") => ({ state, error: null });
const UNREACHABLE: RelayPath = {
  ...relayPathOf({ reachable: false }),
  ...{ round_trip_ms: null, loss: null, jitter_ms: null, bandwidth_kbps: null },
};

Deno.test("judge() finds nothing where all is well [CHECK-1]", () => {
  assertEquals(judge(deviceReportOf()), { verdict: "video", problems: [] });
});

Deno.test("judge() leaves sound where the camera is missing, and nothing without a microphone [CHECK-1]", () => {
  assertEquals(judge(deviceReportOf({ camera: broken("missing") })), {
    verdict: "sound",
    problems: ["camera_missing"],
  });
  const both = { camera: broken("denied"), microphone: { ...broken("denied"), heard: false } };
  assertEquals(judge(deviceReportOf(both)), {
    verdict: "not_possible",
    problems: ["microphone_denied", "camera_denied"],
  });
});

Deno.test("judge() only warns of a silent microphone and an unheard speaker [CHECK-1]", () => {
  const report = deviceReportOf({
    microphone: { state: "working", error: null, heard: false },
    speaker: "not_heard",
  });
  assertEquals(judge(report), { verdict: "video", problems: ["microphone_silent", "speaker_not_heard"] });
});

Deno.test("judge() counts the best way over a relay [CHECK-1]", () => {
  const relays = [UNREACHABLE, relayPathOf({ transport: "tcp", loss: 9 }), relayPathOf({ transport: "tls" })];
  assertEquals(judge(deviceReportOf({ relays })), { verdict: "video", problems: [] });
  assertEquals(bestPath(relays)?.transport, "tls");
  assertEquals(judge(deviceReportOf({ relays: relays.slice(0, 2) })), {
    verdict: "sound",
    problems: ["network_lossy"],
  });
  assertEquals(judge(deviceReportOf({ relays: [UNREACHABLE] })), {
    verdict: "not_possible",
    problems: ["relay_unreachable"],
  });
});

Deno.test("judge() goes by the way to the server where there is no relay [CHECK-1]", () => {
  const without = (server_round_trip_ms: number | null) =>
    judge(deviceReportOf({ relays: [], server_round_trip_ms }));
  assertEquals(without(30), { verdict: "video", problems: [] });
  assertEquals(without(700), { verdict: "sound", problems: ["network_slow"] });
  assertEquals(without(5_000), { verdict: "not_possible", problems: ["network_slow"] });
  assertEquals(without(null), { verdict: "not_possible", problems: ["server_unreachable"] });
});

Deno.test("relayVerdict() names the measure that is beyond what a picture needs [CHECK-1]", () => {
  const cases: [Partial<RelayPath>, string, string][] = [
    [{ round_trip_ms: 401 }, "sound", "network_slow"],
    [{ round_trip_ms: 1_201 }, "not_possible", "network_slow"],
    [{ loss: 4.1 }, "sound", "network_lossy"],
    [{ loss: 15.1 }, "not_possible", "network_lossy"],
    [{ jitter_ms: 61 }, "sound", "network_unsteady"],
    [{ jitter_ms: 251 }, "not_possible", "network_unsteady"],
    [{ bandwidth_kbps: 499 }, "sound", "network_narrow"],
    [{ bandwidth_kbps: 47 }, "not_possible", "network_narrow"],
  ];
  for (const [change, verdict, problem] of cases) {
    assertEquals(relayVerdict(relayPathOf(change)), verdict, problem);
    const judged = judge(deviceReportOf({ relays: [relayPathOf(change)] }));
    assertEquals([judged.verdict, ...judged.problems], [verdict, problem]);
  }
  const atTheEdge = { round_trip_ms: 400, loss: 4, jitter_ms: 60, bandwidth_kbps: 500 };
  assertEquals(relayVerdict(relayPathOf(atTheEdge)), "video");
  const unmeasured = { round_trip_ms: null, loss: null, jitter_ms: null, bandwidth_kbps: null };
  assertEquals(relayVerdict(relayPathOf(unmeasured)), "video");
});

Deno.test("judge() gives problems in the order of their list, whatever the report [CHECK-1]", () => {
  for (const camera of ["working", "denied", "off"] as const) {
    for (const microphone of ["working", "in_use", "insecure"] as const) {
      for (const loss of [0, 8, 40]) {
        const { problems } = judge(deviceReportOf({
          camera: { state: camera, error: null },
          microphone: { state: microphone, error: null, heard: false },
          speaker: "not_heard",
          relays: [relayPathOf({ loss, bandwidth_kbps: 100 })],
        }));
        const places = problems.map((one) => DEVICE_PROBLEMS.indexOf(one));
        assertEquals(places, places.toSorted((a, b) => a - b));
      }
    }
  }
});

Deno.test("deviceReport takes no field that it does not know, no endless list and no address [CHECK-1]", () => {
  const takes = (report: unknown) => v.safeParse(deviceReport, report).success;
  assert(takes(deviceReportOf()));
  assert(!takes({ ...deviceReportOf(), address: "192.0.2.1" }));
  const device = { kind: "audioinput" as const, label: "One of many", chosen: false };
  assert(takes(deviceReportOf({ devices: Array(32).fill(device) })));
  assert(!takes(deviceReportOf({ devices: Array(33).fill(device) })));
  assert(!takes(deviceReportOf({ devices: [{ ...device, label: "x".repeat(121) }] })));
  assert(!takes(deviceReportOf({ relays: Array(4).fill(relayPathOf()) })));
  assert(!takes(deviceReportOf({ relays: [relayPathOf({ loss: 101 })] })));
});
