import { isLoopbackHost } from "./core/loopback.ts";
import { type Values, type VariableName, VARIABLES } from "./config_variables.ts";

/** One thing that operators must change; the texts never hold a value that was given. */
export interface ConfigProblem {
  name: VariableName;
  problem: string;
  example: string;
}

type Given = Set<VariableName>;
type Rule = (values: Partial<Values>, given: Given) => ConfigProblem[];

/** What is wrong between variables; `given` also counts those whose own value is wrong. */
export function crossProblems(values: Partial<Values>, given: Given): ConfigProblem[] {
  return RULES.flatMap((rule) => rule(values, given));
}

/** Whether others than people on this machine are served: by the address listened on, or by a proxy in front. */
export function isPublic({ HOST, PUBLIC_URL }: Partial<Values>): boolean {
  if (HOST !== undefined && !isLoopbackHost(HOST)) return true;
  return PUBLIC_URL !== undefined && !isLoopbackHost(new URL(PUBLIC_URL).hostname);
}

const RULES: Rule[] = [
  needsWhenListeningPublicly,
  refusesPublicDemo,
  needsTurnCredentials,
  needsTurnUrl,
  goTogether(["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"]),
  goTogether(["S3_BUCKET", "S3_KEY", "S3_SECRET"], ["S3_ENDPOINT", "S3_REGION"]),
  goTogether(["OIDC_ISSUER", "OIDC_AUDIENCE"]),
];

const NEEDED_IN_PUBLIC = ["ENCRYPTION_KEY", "PUBLIC_URL", "DATABASE_URL"] as const;

function needsWhenListeningPublicly({ HOST }: Partial<Values>, given: Given): ConfigProblem[] {
  if (HOST === undefined || isLoopbackHost(HOST)) return [];
  return NEEDED_IN_PUBLIC.filter((name) => !given.has(name))
    .map((name) => problem(name, "is missing, and needed anywhere else than on loopback"));
}

/** The demo's passwords are printed in public places, so a proxy in front of loopback is no excuse. */
function refusesPublicDemo(values: Partial<Values>): ConfigProblem[] {
  return values.DEMO && isPublic(values)
    ? [problem("DEMO", "is only possible where HOST and PUBLIC_URL are loopback")]
    : [];
}

function needsTurnCredentials(_: Partial<Values>, given: Given): ConfigProblem[] {
  if (given.has("TURN_SECRET")) return [];
  const [hasUser, hasPass] = [given.has("TURN_USER"), given.has("TURN_PASS")];
  if (hasUser && !hasPass) return [problem("TURN_PASS", "is missing, and needed with TURN_USER")];
  if (hasPass && !hasUser) return [problem("TURN_USER", "is missing, and needed with TURN_PASS")];
  return given.has("TURN_URL") && !hasUser
    ? [problem("TURN_SECRET", "is missing: TURN_URL needs it, or TURN_USER and TURN_PASS")]
    : [];
}

function needsTurnUrl(_: Partial<Values>, given: Given): ConfigProblem[] {
  const used = (["TURN_SECRET", "TURN_USER", "TURN_PASS"] as const).find((name) => given.has(name));
  return used && !given.has("TURN_URL") ? [problem("TURN_URL", `is missing, and needed with ${used}`)] : [];
}

/** A rule by which all of `names` are set as soon as one of them, or of `extras`, is. */
function goTogether(names: VariableName[], extras: VariableName[] = []): Rule {
  return (_, given) => {
    const used = [...names, ...extras].find((name) => given.has(name));
    if (!used) return [];
    return names.filter((name) => !given.has(name)).map((name) =>
      problem(name, `is missing, and needed with ${used}`)
    );
  };
}

function problem(name: VariableName, text: string): ConfigProblem {
  return { name, problem: text, example: VARIABLES[name].example };
}
