/**
 * The least that a Socket.IO server can do: it believes whoever connects, and hands events to one person or to a
 * conversation. `node socket_io.mjs <port> [redis url]`
 */
import { createServer } from "node:http";
import { Server } from "socket.io";

const [port, redisUrl] = process.argv.slice(2);
const http = createServer((_request, response) => response.end("ok"));
const io = new Server(http, { transports: ["websocket"], serveClient: false });

if (redisUrl) {
  const { createClient } = await import("redis");
  const { createAdapter } = await import("@socket.io/redis-adapter");
  const publisher = createClient({ url: redisUrl });
  const subscriber = publisher.duplicate();
  await Promise.all([publisher.connect(), subscriber.connect()]);
  io.adapter(createAdapter(publisher, subscriber));
}

io.on("connection", (socket) => {
  const { user } = socket.handshake.auth;
  socket.join(`user:${user}`);
  socket.on("webrtc:offer", ({ to, call_id, offer }) => {
    io.to(`user:${to}`).emit("webrtc:offer", { call_id, offer, from_user_id: user });
  });
  socket.on("chat:typing", ({ conversation_id }) => {
    socket.to(conversation_id).emit("chat:typing", { conversation_id, user_id: user });
  });
  socket.on("join", ({ conversation_id }) => socket.join(conversation_id));
});

http.listen(Number(port), "127.0.0.1");
