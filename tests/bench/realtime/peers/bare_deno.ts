/**
 * The least that a server on Deno's own WebSockets can do: it believes whoever connects, and hands events to one person or
 * to a conversation, one frame each. `bare_deno.ts <port>`
 */
interface Data {
  conversation_id: string;
  to: number;
  offer: unknown;
  call_id: string;
}

const people = new Map<number, WebSocket>();
const conversations = new Map<string, Set<WebSocket>>();

Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.args[0]), onListen: () => {} }, (request) => {
  if (request.headers.get("upgrade") !== "websocket") return new Response("ok");
  const user = Number(new URL(request.url).searchParams.get("user"));
  const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: 0 });
  socket.onopen = () => {
    people.set(user, socket);
    socket.send(JSON.stringify({ event: "hello", data: { user } }));
  };
  socket.onmessage = ({ data }) => {
    const frame: { event: string; data: Data } = JSON.parse(data);
    take(socket, user, frame.event, frame.data);
  };
  socket.onclose = () => {
    if (people.get(user) === socket) people.delete(user);
    for (const members of conversations.values()) members.delete(socket);
  };
  return response;
});

function take(socket: WebSocket, user: number, event: string, data: Data): void {
  if (event === "webrtc:offer") {
    const { call_id, offer } = data;
    people.get(data.to)?.send(JSON.stringify({ event, data: { call_id, offer, from_user_id: user } }));
  } else if (event === "chat:typing") {
    const text = JSON.stringify({ event, data: { conversation_id: data.conversation_id, user_id: user } });
    for (const member of conversations.get(data.conversation_id) ?? []) {
      if (member !== socket) member.send(text);
    }
  } else if (event === "join") {
    const members = conversations.get(data.conversation_id) ?? new Set();
    conversations.set(data.conversation_id, members.add(socket));
  }
}
