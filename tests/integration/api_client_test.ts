import { ApiClient } from "../../islands/lib/api_client.ts";
import { ApiError } from "../../islands/lib/api_error.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { granted } from "../support/granted.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";

const ignore = !granted("read", "write", "run", "net", "env", "sys");
const EXAMPLE = "tests/examples/answer_messages.ts";

Deno.test({
  name:
    "ApiClient signs in, asks, and names what is wrong; the README's example runs as it stands there [API-6]",
  ignore,
  async fn(t) {
    await using dataDir = await tempDataDir();
    await using server = await ServerProcess.start({ dataDir: dataDir.path });
    const api = new ApiClient({ origin: server.origin });
    const me = await api.ask("POST /api/auth/login", {
      body: { email: "patient@demo.test", password: "carewire-demo" },
    });
    api.token = me.token;

    await t.step("a value of every kind goes out and comes back", async () => {
      assertEquals((await api.ask("GET /api/auth/me")).user, me.user);
      const { appointments, total } = await api.ask("GET /api/appointments", { query: { per_page: 1 } });
      assertEquals([appointments.length, total], [1, 1]);
      const id = appointments[0]?.id ?? 0;
      const { appointment } = await api.ask("GET /api/appointments/{appointment_id}", {
        path: { appointment_id: id },
      });
      assertEquals(appointment.id, id);
    });

    await t.step("refusals are ApiErrors with code, status and the wrong fields", async () => {
      const absent = await errorOf(
        api.ask("GET /api/calls/{call_id}", { path: { call_id: crypto.randomUUID() } }),
      );
      assertEquals([absent.status, absent.code], [404, "not_found"]);
      const wrong = await errorOf(
        api.ask("POST /api/presence/update", { body: { status: "asleep" as never } }),
      );
      assertEquals([wrong.status, wrong.errors[0]?.path], [422, "status"]);
      const away = new ApiClient({ origin: "http://127.0.0.1:1" });
      assertEquals((await errorOf(away.ask("GET /api/auth/me"))).code, "unavailable");
    });

    await t.step("the example of the README is this file, and answers a message", async () => {
      const text = await Deno.readTextFile(EXAMPLE);
      const shown = text.replaceAll("../../islands", "./islands");
      assert((await Deno.readTextFile("README.md")).includes(shown.trim()), "README.md shows another text");
      const { conversations } = await api.ask("GET /api/conversations");
      const conversation_id = conversations[0]?.conversation_id ?? "";
      const child = new Deno.Command(Deno.execPath(), {
        args: ["run", "--no-check", "--allow-net", EXAMPLE, server.origin],
        stdout: "piped",
      }).spawn();
      const lines = child.stdout.pipeThrough(new TextDecoderStream()).values();
      let printed = "";
      while (!printed.includes("conversations")) printed += (await lines.next()).value ?? "";
      await api.ask("POST /api/conversations/{conversation_id}/send-message", {
        path: { conversation_id },
        body: { body: "Is anybody there?" },
      });
      for await (const more of lines) printed += more;
      assertEquals((await child.status).code, 0);
      assert(printed.includes("answered message 1"), printed);
      const { messages } = await api.ask("GET /api/conversations/{conversation_id}/messages", {
        path: { conversation_id },
      });
      assertEquals(messages.at(-1)?.body, "Thank you, we will answer soon.");
    });
  },
});

async function errorOf(asked: Promise<unknown>): Promise<ApiError> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}
