import assert from "node:assert/strict";
import type { ApiClient } from "../support/api_client.ts";
import { visitTest } from "../support/visit_server.ts";

interface Entry {
  conversation_id: string;
  group_name: string | null;
  unread_count: number;
  last_message: { body: string; sender_id: number } | null;
}

async function open(who: ApiClient, others: ApiClient[], groupName?: string): Promise<string> {
  const { status, body } = await who.ask("POST", "/api/conversations", {
    participant_ids: others.map((one) => one.user.id),
    conversation_type: groupName === undefined ? "direct" : "group",
    ...(groupName === undefined ? {} : { group_name: groupName }),
  });
  assert.ok(status === 200 || status === 201, JSON.stringify(body));
  return body.conversation.conversation_id;
}

async function say(who: ApiClient, conversationId: string, body: string): Promise<string> {
  const sent = await who.ask("POST", `/api/conversations/${conversationId}/send-message`, { body });
  assert.equal(sent.status, 201);
  return sent.body.message.message_id;
}

async function list(
  who: ApiClient,
  query = "",
): Promise<{ conversations: Entry[]; total: number; pages: number }> {
  const { status, body } = await who.ask("GET", `/api/conversations${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

const search = (text: string) => `?q=${encodeURIComponent(text)}`;
const idsOf = (entries: Entry[]) => entries.map((one) => one.conversation_id);

visitTest(
  "GET /api/conversations finds names of people and of groups, own ones only [INBOX-5]",
  async (scene) => {
    const { doctor, patient, otherDoctor, stranger } = scene;
    const direct = await open(doctor, [patient]);
    const group = await open(doctor, [patient], "Kniegruppe Übung");
    const foreign = await open(otherDoctor, [stranger], "Kniegruppe fremd");
    await say(doctor, direct, "Hello");
    await say(doctor, group, "Hello all");
    assert.deepEqual(idsOf((await list(doctor, search("knie ubung"))).conversations), [group]);
    assert.deepEqual(idsOf((await list(doctor, search("PAT patient"))).conversations), [group, direct]);
    assert.deepEqual(await list(doctor, search("fremd")), {
      conversations: [],
      total: 0,
      pages: 0,
      current_page: 1,
    });
    // One's own name is in all of them and finds nothing.
    assert.equal((await list(doctor, search("Dana"))).total, 0);
    assert.equal((await list(doctor, search("%'\\_"))).total, (await list(doctor)).total);
    const second = await list(doctor, `${search("patient")}&per_page=1&page=2`);
    assert.deepEqual([idsOf(second.conversations), second.total, second.pages], [[direct], 2, 2]);
    assert.deepEqual(idsOf((await list(stranger, search("fremd"))).conversations), [foreign]);
  },
);

visitTest(
  "GET /api/conversations gives the last message, and only what is unread where that is asked [INBOX-3]",
  async (scene) => {
    const { doctor, patient } = scene;
    const direct = await open(doctor, [patient]);
    const group = await open(doctor, [patient], "Team");
    const last = await say(doctor, direct, "first");
    await say(doctor, group, "for all");
    await say(patient, group, "my answer");
    const [newest, other] = (await list(patient)).conversations;
    assert.deepEqual([newest?.conversation_id, newest?.last_message?.body, newest?.unread_count], [
      group,
      "my answer",
      1,
    ]);
    assert.equal(other?.last_message?.body, "first");
    const unread = async (who: ApiClient) => idsOf((await list(who, "?unread=true")).conversations);
    assert.deepEqual(await unread(patient), [group, direct]);
    assert.deepEqual(await unread(doctor), [group]);
    await patient.ask("POST", `/api/messages/${last}/mark-read`);
    assert.deepEqual(await unread(patient), [group]);
    assert.equal((await list(patient, "?unread=true&per_page=1")).total, 1);
    assert.deepEqual(idsOf((await list(patient, "?unread=true&q=dana")).conversations), [group]);
    assert.equal((await doctor.ask("GET", "/api/conversations?unread=yes")).status, 422);
  },
);

visitTest("GET /api/contacts lists whom one may write to and nobody else [INBOX-6]", async (scene) => {
  const { doctor, patient, stranger, admin, plan } = scene;
  const contacts = async (who: ApiClient, query = "") => {
    const { status, body } = await who.ask("GET", `/api/contacts${query}`);
    assert.equal(status, 200);
    return body.contacts.map((one: { name: string }) => one.name);
  };
  const { body: { user: grace } } = await admin.ask("POST", "/api/users", {
    email: "grace@demo.test",
    name: "Grace Hollowell",
    role: "patient",
  });
  await plan(60, { patient_name: undefined, patient_id: grace.id });
  assert.deepEqual(await contacts(doctor), ["Grace Hollowell", patient.user.name]);
  assert.deepEqual(await contacts(doctor, "?q=holl"), ["Grace Hollowell"]);
  assert.deepEqual(await contacts(doctor, "?q=%25"), []);
  assert.deepEqual(await contacts(patient), [doctor.user.name]);
  assert.deepEqual(await contacts(admin), []);
  assert.ok(!(await contacts(stranger)).includes(doctor.user.name));
  const page = (await doctor.ask("GET", "/api/contacts?per_page=1&page=2")).body;
  assert.deepEqual([page.contacts.length, page.total, page.pages], [1, 2, 2]);
  // Who may not sign in reads nothing.
  await admin.ask("PATCH", `/api/users/${grace.id}`, { disabled: true });
  assert.deepEqual(await contacts(doctor), [patient.user.name]);
});
