import { ApiClient } from "../../islands/lib/api_client.ts";
import { SignalingClient } from "../../islands/lib/signaling_client.ts";

const origin = Deno.args[0] ?? "http://127.0.0.1:8000";
const api = new ApiClient({ origin });

const account = { email: "doctor@demo.test", password: "carewire-demo" };
const me = await api.ask("POST /api/auth/login", { body: account });
api.token = me.token;

const { appointments } = await api.ask("GET /api/appointments", { query: { per_page: 5 } });
for (const { starts_at, patient } of appointments) console.log(starts_at, patient.name);

const socket = new SignalingClient({
  url: new URL("/ws", origin),
  ticket: async () => (await api.ask("POST /api/realtime/ticket")).ticket,
});
socket.on("sync", ({ conversations }) => console.log(conversations.length, "conversations"));
socket.on("chat:message", async ({ message }) => {
  if (message.sender_id === me.user.id) return;
  await api.ask("POST /api/conversations/{conversation_id}/send-message", {
    path: { conversation_id: message.conversation_id },
    body: { body: "Thank you, we will answer soon." },
    idempotencyKey: `answer-${message.message_id}`,
  });
  console.log("answered message", message.seq);
  socket.close();
});
socket.connect(me.user.id);
