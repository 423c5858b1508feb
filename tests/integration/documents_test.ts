import { Validator } from "@seriousme/openapi-schema-validator";
import asyncApiSchema from "@asyncapi/specs/3.0.0" with { type: "json" };
import { Ajv } from "ajv";
import { allOperations } from "../../realtime/core/api/all_operations.ts";
import { clientEvents } from "../../realtime/core/client_events.ts";
import { serverEvents } from "../../realtime/core/server_events.ts";
import { asyncApiDocument } from "../../routes/documents/asyncapi_document.ts";
import { openApiDocument } from "../../routes/documents/openapi_document.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { granted } from "../support/granted.ts";

const ORIGIN = "https://visit.example.org";
// The validators read files when they are loaded.
const ignore = !granted("read", "env");

Deno.test({
  name: "openApiDocument() is valid OpenAPI 3.1 and has every operation once [API-1]",
  ignore,
  async fn() {
    const document = openApiDocument(allOperations, ORIGIN);
    const result = await new Validator().validate(structuredClone(document));
    assertEquals(result.errors ?? [], []);
    const names = Object.values(allOperations).map((one) => one.name);
    assertEquals(new Set(names).size, names.length);
    const paths = document.paths as Record<string, Record<string, unknown>>;
    assertEquals(Object.values(paths).flatMap((one) => Object.keys(one)).length, names.length);
  },
});

Deno.test({
  name: "asyncApiDocument() is valid AsyncAPI 3 and has every event of both sides [API-2]",
  ignore,
  fn() {
    const document = JSON.parse(JSON.stringify(asyncApiDocument(ORIGIN)));
    const check = new Ajv({ strict: false, validateFormats: false, meta: false, validateSchema: false })
      .compile(
        asyncApiSchema,
      );
    const messages: string[] = Object.keys(document.components.messages);
    assert(check(document), JSON.stringify(check.errors));
    assert(!check({ ...document, channels: { socket: { address: 7 } } }), "a wrong document passed");
    for (const event of Object.keys(clientEvents)) {
      assert(messages.includes(`client_${event.replaceAll(":", "_")}`), event);
      assert(messages.includes(`reply_${event.replaceAll(":", "_")}`), event);
    }
    for (const event of Object.keys(serverEvents)) {
      assert(messages.includes(`server_${event.replaceAll(":", "_")}`), event);
    }
  },
});

Deno.test({
  name: "every reference in both documents leads somewhere [API-1] [API-2]",
  ignore,
  fn() {
    for (const document of [openApiDocument(allOperations, ORIGIN), asyncApiDocument(ORIGIN)]) {
      const text = JSON.stringify(document);
      const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? "");
      assert(references.length > 20);
      for (const reference of new Set(references)) {
        let place: unknown = document;
        for (const part of reference.split("/")) place = (place as Record<string, unknown>)?.[part];
        assert(place !== undefined, reference);
      }
    }
  },
});
