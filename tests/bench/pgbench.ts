const PATHS = [
  "/usr/lib/postgresql/17/bin/pgbench",
  "/usr/lib/postgresql/16/bin/pgbench",
  "/usr/lib/postgresql/15/bin/pgbench",
  "/usr/bin/pgbench",
];

/** The statements of one message, as a client without an event loop of its own sends them; the body is as long as ours. */
const SCRIPT = `
select conversation_id, user_id, data_key_id from bench_senders where n = :client_id \\gset
select gen_random_uuid() as message_id, gen_random_uuid() as command_id \\gset
begin;
select last_seq + 1 as seq from conversations where conversation_id = :conversation_id for update \\gset
select message_id from messages where sender_id = :user_id and client_id = :command_id;
select id, wrapped_key from data_keys where conversation_id = :conversation_id and user_id = :user_id;
insert into messages (message_id, conversation_id, seq, sender_id, client_id, data_key_id, encrypted_body, message_type,
  call_id, in_call, created_at, attachment_ids)
values (:message_id, :conversation_id, :seq, :user_id, :command_id, :data_key_id,
  decode(repeat('ab', BODY_BYTES), 'hex'), 'text', null, false, now(), '[]');
update conversations set last_seq = :seq, last_message_at = now() where conversation_id = :conversation_id;
update conversation_participants set delivered_seq = :seq, read_seq = :seq
where conversation_id = :conversation_id and user_id = :user_id and delivered_seq = :seq - 1 and read_seq = :seq - 1;
insert into audit_log (actor_id, session_id, action, object_type, object_id, outcome, source_address)
values (:user_id, null, 'message.sent', 'message', :message_id, 'done', null);
select * from messages where message_id = :message_id;
commit;
`;

/** Where pgbench is (Debian's postgresql-contrib), or undefined. */
export async function findPgbench(): Promise<string | undefined> {
  for (const path of PATHS) {
    if (await Deno.stat(path).then(() => true, () => false)) return path;
  }
  return undefined;
}

/** Lets pgbench insert messages for some seconds; gives transactions per second. */
export async function runPgbench(
  path: string,
  { socketDir, user, database }: { socketDir: string; user: string; database: string },
  { clients, seconds, bodyBytes }: { clients: number; seconds: number; bodyBytes: number },
): Promise<number> {
  const script = await Deno.makeTempFile({ prefix: "carewire-pgbench-", suffix: ".sql" });
  try {
    await Deno.writeTextFile(script, SCRIPT.replace("BODY_BYTES", String(bodyBytes)));
    const { success, stdout, stderr } = await new Deno.Command(path, {
      args: ["-n", "-M", "prepared", "-c", String(clients), "-j", "2", "-T", String(seconds), "-f", script]
        .concat(["-h", socketDir, "-U", user, database]),
      stdin: "null",
    }).output();
    const report = new TextDecoder().decode(stdout);
    const rate = Number(/tps = ([\d.]+) \(without/.exec(report)?.[1]);
    if (!success || !(rate > 0)) throw new Error(new TextDecoder().decode(stderr) || report);
    return rate;
  } finally {
    await Deno.remove(script);
  }
}
