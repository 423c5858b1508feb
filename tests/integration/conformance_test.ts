import type { ApiDocument, DocumentedOperation } from "../support/api_document.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { granted } from "../support/granted.ts";

const ignore = !granted("read", "write", "run", "net", "env", "sys");
/** Generated requests of each operation; at a time so many are under way. */
const REQUESTS = Number(ignore ? 0 : Deno.env.get("CONFORMANCE_REQUESTS") ?? 2_000);
const PEACEFUL_TRIES = 50;
const CONCURRENCY = 8;
const SEED = Number(ignore ? 0 : Deno.env.get("CONFORMANCE_SEED") ?? 20_261_125);
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
/** Operations that hash passwords or make files when they are asked rightly: that is asked less often. */
const COSTLY = /^(login|add_user|reset_password|change_password|upload_attachment)$/;
/** Operations that hash a password at nearly every request, asked this many times less. */
const HASHES = /^(add_user|reset_password)$/;
const HASHES_LESS = 10;
/** Operations that end the asker's session when they are asked rightly. */
const ENDS_SESSION = /^(logout|change_password)$/;

Deno.test({
  name:
    "every operation of /api/openapi.json answers as documented, whatever it is asked [API-3] [API-4] [API-5]",
  ignore,
  async fn(t) {
    const { conformanceScene } = await import("../support/conformance_scene.ts");
    const { fuzzRequest, problemWith, sendFuzz } = await import("../support/api_fuzz.ts");
    const { SchemaValues } = await import("../support/schema_values.ts");
    const { seededChance } = await import("../support/seeded_chance.ts");
    await using scene = await conformanceScene();
    const { document, origin } = scene;
    const bearer = { authorization: `Bearer ${scene.tokens.admin}` };
    const ask = (
      operation: DocumentedOperation,
      init: { headers?: Record<string, string>; body?: string } = {},
    ) =>
      sendFuzz({
        method: operation.method,
        url: origin + scene.pathFor(operation),
        headers: init.headers ?? bearer,
        body: init.body,
      });

    await t.step("no sign-in is 401, and a wrong method is 405 with Allow", async () => {
      for (const operation of document.operations) {
        if (!operation.isOpen) {
          const answer = await ask(operation, { headers: {} });
          assertEquals(answer.status, 401, operation.name);
          assertEquals(problemWith(document, operation, answer), undefined, operation.name);
        }
        const known = methodsOf(document, operation.path);
        for (const method of METHODS.filter((one) => !known.includes(one))) {
          const answer = await ask({ ...operation, method });
          assertEquals([answer.status, operation.name], [405, operation.name]);
          for (const one of known) {
            assert(answer.allow?.split(", ").includes(one), `${operation.path} ${answer.allow}`);
          }
        }
      }
    });

    await t.step("a body of another type, size or shape is refused with what is wrong", async () => {
      const json = { ...bearer, "content-type": "application/json" };
      for (const operation of document.operations.filter((one) => one.body)) {
        const status = async (body: string, headers: Record<string, string> = json) => {
          const answer = await ask(operation, { headers, body });
          assertEquals(problemWith(document, operation, answer), undefined, operation.name);
          return answer;
        };
        assertEquals(
          (await status("{}", { ...bearer, "content-type": "text/plain" })).status,
          415,
          operation.name,
        );
        assertEquals((await status("{")).status, 400, operation.name);
        assertEquals((await status(`{"x":"${"a".repeat(70_000)}"}`)).status, 413, operation.name);
        const unknown = await status('{"no_such_field":1}');
        assertEquals(unknown.status, 422, operation.name);
        assert(
          pathsOf(unknown.body).includes("no_such_field"),
          `${operation.name}: ${JSON.stringify(unknown.body)}`,
        );
        for (const [field, value] of wrongFields(operation)) {
          const wrong = await status(JSON.stringify({ [field]: value }));
          assertEquals(wrong.status, 422, `${operation.name} ${field}`);
          assert(
            pathsOf(wrong.body).some((path) => path.split(".")[0] === field),
            `${operation.name} ${field}`,
          );
        }
      }
    });

    await t.step("a query with an unknown or wrong value is 422 with its name", async () => {
      for (const operation of document.operations) {
        const query = operation.parameters.filter((one) => one.in === "query");
        for (const name of ["no_such_value", ...query.filter(isTyped).map((one) => one.name)]) {
          const url = `${origin}${scene.pathFor(operation)}?${name}=%20wrong`;
          const answer = await sendFuzz({ method: operation.method, url, headers: bearer, body: undefined });
          assertEquals([answer.status, operation.name, name], [422, operation.name, name]);
          assert(pathsOf(answer.body).includes(name), `${operation.name} ${name}`);
        }
      }
    });

    const succeeded = new Set<string>();
    await t.step(`${REQUESTS} generated requests of each operation, seed ${SEED}`, async () => {
      for (const [index, operation] of document.operations.entries()) {
        await scene.prepare(operation);
        const values = new SchemaValues({
          chance: seededChance(SEED + index),
          schemas: document.schemas,
          known: scene.known,
        });
        const validShare = COSTLY.test(operation.name) ? 0.01 : 0.3;
        const token = ENDS_SESSION.test(operation.name) ? scene.tokens.passing : scene.tokenFor(operation);
        const one = async (share = validShare) => {
          const request = fuzzRequest(operation, { origin, values, validShare: share, token });
          // Wrong passwords are counted by address too, and those of this one must still get in.
          if (operation.isOpen) request.headers["x-forwarded-for"] = "198.51.100.7";
          const answer = await sendFuzz(request);
          if (answer.status < 300) succeeded.add(operation.name);
          const problem = problemWith(document, operation, answer);
          assertEquals(
            problem,
            undefined,
            `${operation.name}: ${describe(request)}: ${JSON.stringify(answer.body)}`,
          );
          return answer;
        };
        const requests = HASHES.test(operation.name) ? REQUESTS / HASHES_LESS : REQUESTS;
        for (let done = 0; done < requests; done += CONCURRENCY) {
          await Promise.all(Array.from({ length: CONCURRENCY }, () => one()));
        }
        // Where a limit has let too few through, what is right is asked in peace.
        for (let tries = 0; tries < PEACEFUL_TRIES && !succeeded.has(operation.name); tries++) {
          const { status } = await one(1);
          if (status === 429) await new Promise((resolve) => setTimeout(resolve, 1_000));
        }
      }
    });

    await t.step("every operation was also asked so that it did something", () => {
      const missing = document.operations.map((one) => one.name).filter((name) => !succeeded.has(name));
      assertEquals(missing, []);
    });

    await t.step("the server lives, and logged no error", async () => {
      const response = await fetch(`${origin}/readyz`);
      assertEquals([response.status, await response.text().then(() => true)], [200, true]);
      assertEquals(scene.errorLines(), []);
    });
  },
});

function methodsOf(document: ApiDocument, path: string): string[] {
  return document.operations.filter((one) => one.path === path).map((one) => one.method);
}

function pathsOf(body: unknown): string[] {
  const { errors = [] } = body as { errors?: { path: string }[] };
  return errors.map((one) => one.path);
}

/** A value of a wrong type for each field of a body. */
function wrongFields({ body }: DocumentedOperation): [string, unknown][] {
  const fields = Object.keys(body?.properties ?? {});
  return fields.map((field) => [field, { wrong: ["type"] }]);
}

function isTyped({ schema }: { schema: Record<string, unknown> }): boolean {
  return schema.type !== "string" || schema.enum !== undefined || schema.format !== undefined;
}

function describe(
  { method, url, headers, body }: { method: string; url: string; headers: object; body: unknown },
): string {
  const shown = typeof body === "string" ? body.slice(0, 500) : String(body);
  return `${method} ${url} ${JSON.stringify({ ...headers, authorization: "…" })} ${shown}`;
}
