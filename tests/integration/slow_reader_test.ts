import { BODY_LENGTH_MAX } from "../../realtime/core/body_length.ts";
import { ApiClient, type ApiSocket } from "../support/api_client.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { granted } from "../support/granted.ts";
import { closeOf, OPCODE, type ReadFrame } from "../support/raw_frame.ts";
import { RawSocket } from "../support/raw_socket.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { until } from "../support/until.ts";

const ignore = !granted("read", "write", "run", "net", "env", "sys");
/** Enough to fill the buffers of the system (4 MiB at most here) and ours, with the longest messages there are. */
const MESSAGES = 320;
/** Messages under way at a time. */
const LANES = 16;
const LONG_TEXT = "語".repeat(BODY_LENGTH_MAX);

Deno.test({
  name: "a reader that stopped reading is closed with 4001 and forgotten, others notice nothing [LIMIT-13]",
  ignore,
  async fn() {
    await using dataDir = await tempDataDir();
    await using server = await ServerProcess.start({ dataDir: dataDir.path });
    const doctor = await ApiClient.signIn(server.origin, "doctor@demo.test");
    const patient = await ApiClient.signIn(server.origin, "patient@demo.test");
    const { body } = await patient.ask("GET", "/api/conversations");
    const { conversation_id } = body.conversations[0];
    await using sender = await doctor.socket();
    await using reader = await patient.socket();
    using stalled = await RawSocket.open({
      port: server.port,
      headers: { authorization: `Bearer ${patient.token}` },
    });
    await Promise.all(Array.from({ length: LANES }, async () => {
      for (let sent = 0; sent < MESSAGES / LANES; sent++) await send(sender, conversation_id, LONG_TEXT);
    }));
    await until(() => reader.events.filter((one) => one.event === "chat:message").length === MESSAGES);
    assertEquals(seqsOf(reader.events), Array.from({ length: MESSAGES }, (_, n) => n + 1));
    assert((await reader.ask("heartbeat", {})).data.server_time);
    // It reads again: what it was sent until then, in order, and then why it was closed.
    const frames = await readAll(stalled);
    assertEquals(closeOf(frames.at(-1)), { code: 4001, reason: "reads too slowly" });
    const seqs = seqsOf(eventsOf(frames));
    assertEquals(seqs, Array.from({ length: seqs.length }, (_, n) => n + 1));
    assert(seqs.length < MESSAGES, "it was not closed while it did not read");
    using again = await RawSocket.open({
      port: server.port,
      headers: { authorization: `Bearer ${patient.token}` },
    });
    assertEquals(eventsOf([await again.read()].filter((one) => one !== undefined))[0]?.event, "hello");
  },
});

/** Sends a message as a good client does: the same one again when it is time, for all lanes one after the other. */
async function send(sender: ApiSocket, conversation_id: string, body: string): Promise<void> {
  const client_id = crypto.randomUUID();
  while (true) {
    const { error } = await sender.ask("chat:message", { conversation_id, body, client_id });
    if (!error) return;
    assertEquals(error.code, "rate_limited");
    await new Promise((resolve) => setTimeout(resolve, error.retry_after_ms * LANES));
  }
}

async function readAll(socket: RawSocket): Promise<ReadFrame[]> {
  const frames: ReadFrame[] = [];
  for (let frame = await socket.read(); frame; frame = await socket.read()) {
    frames.push(frame);
    if (frame.opcode === OPCODE.close) break;
  }
  return frames;
}

interface SomeEvent {
  event: string;
  data: { message: { seq: number } };
}

function eventsOf(frames: readonly ReadFrame[]): SomeEvent[] {
  return frames.filter((one) => one.opcode === OPCODE.text)
    .flatMap((one) => JSON.parse(new TextDecoder().decode(one.payload)));
}

function seqsOf(events: readonly SomeEvent[]): number[] {
  return events.filter((one) => one.event === "chat:message").map(({ data }) => data.message.seq);
}
