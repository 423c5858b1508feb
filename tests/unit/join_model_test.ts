import { type JoinDeps, JoinModel } from "../../islands/models/join_model.ts";
import type { SeenInvitation } from "../../realtime/core/api/invitation_operations.ts";
import { assertEquals } from "../support/assert.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

const TOKEN = "a".repeat(43);

class Refusal extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** A page on a device whose clock is ten minutes behind the server's. */
function scene(state: SeenInvitation["state"] = "open", more: Partial<SeenInvitation> = {}) {
  const time = new FakeTime();
  const ahead = 600_000;
  const iso = (ms: number) => new Date(ms).toISOString();
  const opensAt = time.now() + ahead + 90_000;
  const seen: SeenInvitation = {
    state,
    opens_at: iso(opensAt),
    starts_at: iso(opensAt + 1_800_000),
    ends_at: iso(opensAt + 3_600_000),
    closes_at: iso(opensAt + 5_400_000),
    doctor: { name: "Dr. Dana Doctor" },
    ...more,
  };
  const asked: unknown[] = [];
  const answers = { look: "" as string, enter: "" as string, seen };
  const deps: JoinDeps = {
    timers: time,
    now: () => time.now(),
    open: () => asked.push("home"),
    linkOf: (token) => `https://clinic.example/join#${token}`,
    obstacle: () => null,
    source: {
      look: (token) => {
        asked.push(token === TOKEN ? "look" : token);
        if (answers.look) return Promise.reject(new Refusal(answers.look));
        return Promise.resolve({ invitation: answers.seen, server_time: iso(time.now() + ahead) });
      },
      enter: (request) => {
        asked.push({ ...request, token: "" });
        return answers.enter ? Promise.reject(new Refusal(answers.enter)) : Promise.resolve();
      },
    },
  };
  return { model: new JoinModel(null), deps, time, asked, answers };
}

Deno.test("JoinModel asks for a link where there is none, and asks nobody [INV-13]", async () => {
  const { model, deps, asked } = scene();
  await model.start(null, deps);
  assertEquals([model.step.value.name, asked], ["no_link", []]);
});

Deno.test("JoinModel enters under the name that was written, once [INV-13]", async () => {
  const { model, deps, asked } = scene("open");
  await model.start(TOKEN, deps);
  await model.enter();
  assertEquals([model.problem.value, asked], ["name", ["look"]]);
  model.name.value = "  Gus Guest ";
  await Promise.all([model.enter(), model.enter()]);
  assertEquals(asked, ["look", { token: "", name: "Gus Guest", take_over: false }, "home"]);
  assertEquals(model.step.value.name, "entered");
});

Deno.test("JoinModel enters under the clinic's name for a patient, and remembers a guest's [INV-13]", async () => {
  const named = scene("open", { patient_name: "Nora Named" });
  await named.model.start(TOKEN, named.deps);
  named.model.name.value = "Somebody Else";
  await named.model.enter();
  assertEquals(named.asked[1], { token: "", name: "Nora Named", take_over: false });
  const guest = scene("open", { guest_name: "Gus" });
  await guest.model.start(TOKEN, guest.deps);
  assertEquals(guest.model.name.value, "Gus");
});

Deno.test("JoinModel counts down by the server's clock, and opens by itself [INV-14]", async () => {
  const { model, deps, time, asked, answers } = scene("too_early");
  await model.start(TOKEN, deps);
  assertEquals(model.opensInSeconds.value, 90);
  await time.advance(30_000);
  assertEquals(model.opensInSeconds.value, 60);
  answers.seen = { ...answers.seen, state: "open" };
  await time.advance(29_000);
  assertEquals(asked, ["look"]);
  await time.advance(31_500);
  assertEquals(model.step.value, { name: "seen", invitation: answers.seen });
  assertEquals(model.opensInSeconds.value, null);
});

Deno.test("JoinModel looks every minute whether the visit was cancelled, and then no more [INV-14]", async () => {
  const { model, deps, time, asked, answers } = scene("open");
  await model.start(TOKEN, deps);
  model.name.value = "half a na";
  answers.look = "unavailable";
  await time.advance(60_000);
  assertEquals(model.step.value.name, "seen");
  answers.look = "";
  answers.seen = { ...answers.seen, state: "cancelled" };
  await time.advance(60_000);
  assertEquals([model.step.value.name === "seen" && model.step.value.invitation.state, model.name.value], [
    "cancelled",
    "half a na",
  ]);
  const before = asked.length;
  await time.advance(600_000);
  assertEquals([asked.length, time.pending], [before, 0]);
});

Deno.test("JoinModel tells a link that does not work from a clinic that can't be reached [INV-13]", async () => {
  for (
    const [code, step] of [
      ["not_found", "unknown"],
      ["bad_request", "unknown"],
      ["rate_limited", "limited"],
      ["unavailable", "unreachable"],
      ["internal", "unreachable"],
    ]
  ) {
    const { model, deps, answers } = scene();
    answers.look = code ?? "";
    await model.start(TOKEN, deps);
    assertEquals(model.step.value.name, step, code);
    answers.look = "";
    await model.look();
    assertEquals(model.step.value.name, "seen", code);
  }
});

Deno.test("JoinModel looks again when the door was shut meanwhile, and takes over when asked to [INV-9]", async () => {
  const { model, deps, asked, answers } = scene("open", { guest_name: "Gus" });
  await model.start(TOKEN, deps);
  answers.enter = "already_open";
  answers.seen = { ...answers.seen, state: "already_open" };
  await model.enter();
  assertEquals(model.step.value, { name: "seen", invitation: answers.seen });
  answers.enter = "unavailable";
  await model.enter(true);
  assertEquals([model.problem.value, model.entering.value], ["unreachable", false]);
  answers.enter = "";
  await model.enter(true);
  assertEquals(asked.slice(-2), [{ token: "", name: "Gus", take_over: true }, "home"]);
});

Deno.test("JoinModel begins anew with another link [INV-13]", async () => {
  const { model, deps, asked } = scene("too_early");
  await model.start(TOKEN, deps);
  await model.start("another", deps);
  await settled();
  assertEquals(asked, ["look", "another"]);
});
