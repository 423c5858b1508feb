import { REALTIME_LIMITS } from "../../realtime/core/realtime_limits.ts";
import { SignalAllowance } from "../../realtime/signal_allowance.ts";
import { assert, assertEquals } from "../support/assert.ts";

const { candidatesPerCall, descriptionBytesPerCall } = REALTIME_LIMITS;
const candidate = (n?: number) => ({ candidates: 1, descriptionBytes: 0, n }) as const;
const description = (descriptionBytes: number) =>
  ({ candidates: 0, descriptionBytes, n: undefined }) as const;

Deno.test("SignalAllowance lets each device of each call send so many candidates [LIMIT-9]", () => {
  const allowance = new SignalAllowance();
  for (let n = 0; n < candidatesPerCall.most; n++) assert(allowance.take("call", "device", candidate(n)));
  assertEquals(allowance.take("call", "device", candidate(candidatesPerCall.most)), false);
  assertEquals(allowance.take("call", "device", candidate()), false);
  assert(allowance.take("call", "device", candidate(3)), "what is sent again was counted");
  assert(allowance.take("call", "device", description(100)));
  assert(allowance.take("call", "peer", candidate(0)));
  assert(allowance.take("other call", "device", candidate(0)));
});

Deno.test("SignalAllowance lets each device of each call send so many bytes of descriptions [LIMIT-9]", () => {
  const allowance = new SignalAllowance();
  const half = descriptionBytesPerCall.most / 2;
  assertEquals([half, half, 1].map((bytes) => allowance.take("call", "device", description(bytes))), [
    true,
    true,
    false,
  ]);
  assert(allowance.take("call", "device", candidate(1)));
});

Deno.test("SignalAllowance remembers a limited number of calls [LIMIT-9]", () => {
  const allowance = new SignalAllowance();
  for (let call = 0; call < 6_000; call++) allowance.take(`call ${call}`, "device", candidate(0));
  assertEquals(allowance.size, 5_000);
});
