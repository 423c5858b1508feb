import { assertEquals } from "../support/assert.ts";
import { ApiClient } from "../support/api_client.ts";
import { granted } from "../support/granted.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";

Deno.test({
  name: "quality and statistics over HTTP, by the contract and the specification [QUAL-9]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  async fn(t) {
    await using dataDir = await tempDataDir();
    await using server = await ServerProcess.start({ dataDir: dataDir.path });
    const signIn = (name: string) => ApiClient.signIn(server.origin, `${name}@demo.test`);
    const [patient, doctor, stranger, admin] = [
      await signIn("patient"),
      await signIn("doctor"),
      await signIn("patient2"),
      await signIn("admin"),
    ];
    const { body: { appointments } } = await patient.ask("GET", "/api/appointments");
    const { body: { call_id } } = await patient.ask("POST", "/api/calls/initiate", {
      callee_id: doctor.user.id,
      appointment_id: appointments[0].id,
      call_type: "video",
    });
    const path = `/api/calls/${call_id}/quality-metrics`;
    await doctor.ask("POST", `/api/calls/${call_id}/accept`);

    await t.step("the sample of the specification is answered with one object", async () => {
      const said = {
        rtt: 45.5,
        packet_loss: 0.2,
        jitter: 3.1,
        audio_bitrate: 48,
        video_bitrate: 1200,
        cpu_usage: 35,
        audio_quality: "excellent",
        video_quality: "good",
      };
      const { status, body: { metrics } } = await patient.ask("POST", path, said);
      assertEquals([status, metrics.call_id, metrics.user_id], [201, call_id, patient.user.id]);
      assertEquals(Object.fromEntries(Object.keys(said).map((key) => [key, metrics[key]])), said);
      assertEquals([metrics.relay, metrics.memory_usage], [null, null]);
    });

    await t.step("a batch is answered with as many, and graded", async () => {
      const samples = [{ rtt: 30, packet_loss: 0 }, { rtt: 900, packet_loss: 9, video_framerate: 4 }];
      const { status, body: { metrics } } = await doctor.ask("POST", path, { samples });
      assertEquals(status, 201);
      assertEquals(
        metrics.map((one: Record<string, unknown>) => [one.rtt, one.audio_quality, one.video_quality]),
        [[30, "excellent", null], [900, "poor", "poor"]],
      );
    });

    await t.step("what is wrong is named", async () => {
      const paths = async (body: unknown) => {
        const answer = await patient.ask("POST", path, body);
        return [answer.status, ...(answer.body.errors ?? []).map((one: { path: string }) => one.path)];
      };
      assertEquals(await paths({}), [422, ""]);
      assertEquals(await paths({ relay: true }), [422, ""]);
      assertEquals(await paths({ rtt: -1, jitter: "3", cpu_usage: 101 }), [
        422,
        "rtt",
        "jitter",
        "cpu_usage",
      ]);
      assertEquals(await paths({ samples: [{ rtt: 1 }, { rtt: 1, video_resolution: "wide" }] }), [
        422,
        "samples.1.video_resolution",
      ]);
      assertEquals(await paths({ samples: [] }), [422, "samples"]);
      assertEquals(await paths({ samples: Array(61).fill({ rtt: 1 }) }), [422, "samples"]);
      assertEquals(await paths({ rtt: 1, samples: [{ rtt: 1 }] }), [422, ""]);
      assertEquals(await paths({ rtt: 1, user_id: doctor.user.id }), [422, "user_id"]);
      assertEquals(await paths({ rtt: 1, timestamp: "2020-01-01T00:00:00.000Z" }), [422, "timestamp"]);
      assertEquals(await paths({ rtt: 1, timestamp: "2026-01-01T00:00:00+09" }), [422, "timestamp"]);
      assertEquals((await patient.ask("GET", `${path}?limit=0`)).status, 422);
    });

    await t.step("a stranger sees nothing of it", async () => {
      for (const method of ["GET", "POST"]) {
        const body = method === "POST" ? { rtt: 1 } : undefined;
        const foreign = await stranger.ask(method, path, body);
        const absent = await stranger.ask(method, path.replace(call_id, crypto.randomUUID()), body);
        assertEquals([foreign.status, foreign.body], [404, absent.body]);
      }
      const { body } = await admin.ask("GET", path);
      assertEquals([body.metrics.length, body.more], [3, false]);
    });

    await t.step("the call shows its quality at its end, its list the grades", async () => {
      await patient.ask("POST", `/api/calls/${call_id}/hangup`);
      const { body: { call } } = await doctor.ask("GET", `/api/calls/${call_id}`);
      assertEquals([call.quality.samples, call.quality.participants.length], [3, 2]);
      assertEquals(call.quality.worst_minute.user_id, doctor.user.id);
      const { body: { calls } } = await doctor.ask("GET", "/api/call-history");
      assertEquals([calls[0].audio_quality, calls[0].quality], ["excellent", undefined]);
    });

    await t.step("statistics have the fields of the specification, and more", async () => {
      const { status, body } = await patient.ask("GET", "/api/call-statistics");
      assertEquals([status, body.period, body.total_calls, body.completed_calls], [200, "30d", 1, 0]);
      for (
        const field of ["missed_calls", "declined_calls", "video_calls", "voice_calls", "average_duration"]
      ) {
        assertEquals(typeof body[field], "number", field);
      }
      const daily = await doctor.ask("GET", "/api/call-statistics?period=90d&by=day&zone=Asia/Tokyo");
      assertEquals([daily.body.days.length, daily.body.days.at(-1).total_calls], [90, 1]);
      const statusOf = async (who: ApiClient, query: string) =>
        (await who.ask("GET", `/api/call-statistics?${query}`)).status;
      assertEquals(await statusOf(admin, "scope=all"), 200);
      assertEquals(await statusOf(admin, `user_id=${patient.user.id}&period=7d`), 200);
      assertEquals(await statusOf(patient, "scope=all"), 403);
      assertEquals(await statusOf(patient, `user_id=${doctor.user.id}`), 404);
      assertEquals(await statusOf(patient, "period=1d"), 422);
      assertEquals(await statusOf(patient, "zone=Mars/Olympus"), 422);
    });
  },
});
