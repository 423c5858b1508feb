import { Redis } from "@upstash/redis";
import { assertEquals, assertMatch } from "../support/assert.ts";
import { granted } from "../support/granted.ts";
import { RedisRestBridge } from "../support/redis_rest_bridge.ts";
import { RedisServer } from "../support/redis_server.ts";
import { until } from "../support/until.ts";

Deno.test({
  name: "RedisRestBridge is to @upstash/redis what Upstash is, as far as that is used [BUS-3]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  async fn() {
    await using server = await RedisServer.start();
    await using bridge = new RedisRestBridge(server.url);
    for (const responseEncoding of ["base64", false] as const) {
      const { url, token } = bridge;
      const options = { url, token, responseEncoding, retry: { retries: 0 }, enableTelemetry: false };
      const redis = new Redis(options);
      assertEquals(await redis.set("k", "ü, OK"), "OK");
      assertEquals(await redis.get("k"), "ü, OK");
      assertEquals(await redis.get("absent"), null);
      assertEquals(await redis.eval("return { 1, { 'a', { 'ü' } }, false }", [], []), [
        1,
        ["a", ["ü"]],
        null,
      ]);
      // Both go in one request of the package's own pipelining.
      assertEquals(await Promise.all([redis.incr(`n${responseEncoding}`), redis.exists("k")]), [1, 1]);
      assertEquals(await redis.pipeline().set("p", "1").get("p").exec(), ["OK", 1]);
      assertEquals(await redis.multi().set("m", "2").get("m").exec(), ["OK", 2]);
      const wrong = await redis.lpush("k", "x").catch((error) => error.message);
      assertMatch(String(wrong), /WRONGTYPE/);
      const refused = await new Redis({ ...options, token: "another" }).get("k").catch((error) =>
        error.message
      );
      assertMatch(String(refused), /WRONGPASS/);

      const heard: unknown[] = [];
      const subscriber = redis.subscribe<string>("room");
      subscriber.on("message", ({ message }) => heard.push(message));
      await until(async () => await redis.publish("room", '"grüß"') > 0);
      await until(() => heard.includes("grüß"));
      await subscriber.unsubscribe();
      bridge.breakStreams();
    }
  },
});
