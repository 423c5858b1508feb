import { parseArgs } from "node:util";
import { profileOf } from "./profile.ts";
import { type Ran, run } from "./run.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    runs: { type: "string", default: "1" },
    messages: { type: "string" },
    about: { type: "string" },
  },
});

for (let seed = Number(values.seed), left = Number(values.runs); left > 0; seed++, left--) {
  const messages = values.messages === undefined ? undefined : Number(values.messages);
  const ran = await run(profileOf(seed, { messages }), {}, values.about);
  console.log(line(ran));
  if (!ran.violation) continue;
  const { check, subject, message, elapsedMs, events } = ran.violation;
  console.log(
    `\nseed ${seed}: broken after ${(elapsedMs / 1_000).toFixed(3)} s: ${check}\n${message} (${subject})\n`,
  );
  for (const event of events) console.log(`  ${event}`);
  Deno.exit(1);
}

function line({ seed, digest, figures }: Ran): string {
  const told = Object.entries(figures).map(([name, number]) => `${number} ${name}`).join(", ");
  return `seed ${seed}: ${told}; digest ${digest}`;
}
