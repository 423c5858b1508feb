import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "./demo_clinic.ts";

/** What a demo clinic says at its start: where it is, and who can sign in. */
export function demoWelcome({ publicUrl, dataDir }: { publicUrl: string; dataDir: string }): string {
  const accounts = DEMO_ACCOUNTS.map(({ email, role }) => `    ${email.padEnd(20)} ${role}`).join("\n");
  return `
  Carewire is running: ${publicUrl}

  This is a demo clinic. Sign in with the password ${DEMO_PASSWORD} as

${accounts}

  Open two browser windows (one of them private), sign in as patient@demo.test in one and as
  doctor@demo.test in the other, and call. Press Ctrl-C to stop; everything is kept in ${dataDir}.
`;
}
