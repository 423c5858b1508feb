import { toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { clientEvents } from "../../realtime/core/client_events.ts";
import { clientFrame, PROTOCOL_VERSION } from "../../realtime/core/frame.ts";
import { replies } from "../../realtime/core/replies.ts";
import { serverEvents } from "../../realtime/core/server_events.ts";
import { assert, assertEquals } from "../support/assert.ts";

/**
 * SHA-256 over all schemas of each protocol version. When this test fails, the wire has changed: old pages are still open
 * in browsers when a new server starts, so either the change is one that they can live with (a new optional field, a new
 * event) and the hash is written anew, or PROTOCOL_VERSION goes up and a line is added.
 */
const PINNED: Record<number, string> = {
  1: "602dc41a049494d8710169115fe1556d9900cf33c0a09dbab36f672c752b1f0f",
};

async function hashOf(schemas: Record<string, Record<string, v.GenericSchema>>): Promise<string> {
  const written = Object.entries(schemas).map(([side, events]) =>
    Object.entries(events).map(([name, schema]) =>
      `${side} ${name} ${JSON.stringify(toJsonSchema(schema, { errorMode: "ignore" }))}`
    )
  );
  const bytes = new TextEncoder().encode(written.flat().sort().join("\n"));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

Deno.test("the schemas of the wire are those of PROTOCOL_VERSION [WIRE-1]", async () => {
  const hash = await hashOf({
    client: clientEvents,
    server: serverEvents,
    reply: replies,
    frame: { clientFrame },
  });
  assertEquals(hash, PINNED[PROTOCOL_VERSION]);
});

Deno.test("hashOf() notices a changed field [WIRE-1]", async () => {
  const before = await hashOf({ client: { one: clientEvents.accept_call } });
  const after = await hashOf({ client: { one: clientEvents.decline_call } });
  assert(before !== after);
});
