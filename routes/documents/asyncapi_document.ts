import type * as v from "valibot";
import { clientEvents } from "../../realtime/core/client_events.ts";
import { CLIENT_EVENT_SUMMARIES, SERVER_EVENT_SUMMARIES } from "../../realtime/core/event_summaries.ts";
import { FRAME_BYTES_MAX, FRAME_EVENTS_MAX, SOCKET_CODES, SUBPROTOCOL } from "../../realtime/core/frame.ts";
import { replies } from "../../realtime/core/replies.ts";
import { serverEvents } from "../../realtime/core/server_events.ts";
import { closeRows, limitRows, markdownTable, rateRows } from "../../realtime/limits_tables.ts";
import { namedSchemas, type SchemaDocument, schemaOf } from "./json_schemas.ts";
import { API_VERSION } from "./openapi_document.ts";

/** How the socket works, in words. */
export const SOCKET_DESCRIPTION =
  `One text frame holds one event or a JSON array of events, at most ${FRAME_EVENTS_MAX} and ${
    FRAME_BYTES_MAX / 1024
  } KiB. The
subprotocol is \`${SUBPROTOCOL}\`; programs without the cookie offer \`ticket.<ticket>\` beside it (POST /api/realtime/ticket). A client that sends a
\`ref\` gets a reply with the same ref. The first frames are hello and sync. Close codes 4000-4499 mean: come back; 4500-4999: do not.

A command that is refused with \`rate_limited\` was not done; \`retry_after_ms\` says when it may come again. Limits hold for one instance
unless they say otherwise.`;

/** With the tables, which a page draws by itself. */
const WHOLE_DESCRIPTION = [SOCKET_DESCRIPTION, ...[closeRows(), limitRows(), rateRows()].map(markdownTable)]
  .join("\n\n");

/** Makes the wire's name fit for a key of the document: `chat:message` becomes `chat_message`. */
function keyOf(side: string, event: string): string {
  return `${side}_${event.replaceAll(/\W/g, "_")}`;
}

/** AsyncAPI 3.0 of the socket, made from the schemas that it validates with. */
export function asyncApiDocument(serverUrl: string): SchemaDocument {
  const url = new URL("/ws", serverUrl);
  const client = Object.entries(clientEvents).map(([event, data]) => ({
    key: keyOf("client", event),
    message: messageDocument(
      event,
      data,
      "input",
      CLIENT_EVENT_SUMMARIES[event as keyof typeof clientEvents],
    ),
    reply: keyOf("reply", event),
    replyMessage: replyDocument(event, replies[event as keyof typeof replies]),
  }));
  const server = Object.entries(serverEvents).map(([event, data]) => ({
    key: keyOf("server", event),
    message: messageDocument(
      event,
      data,
      "output",
      SERVER_EVENT_SUMMARIES[event as keyof typeof serverEvents],
    ),
  }));
  const messages = Object.fromEntries([
    ...client.map((one) => [one.key, one.message]),
    ...client.map((one) => [one.reply, one.replyMessage]),
    ...server.map((one) => [one.key, one.message]),
  ]);
  return {
    asyncapi: "3.0.0",
    info: { title: "Carewire", version: API_VERSION, description: WHOLE_DESCRIPTION },
    defaultContentType: "application/json",
    servers: {
      own: { host: url.host, pathname: url.pathname, protocol: url.protocol === "https:" ? "wss" : "ws" },
    },
    channels: {
      socket: {
        address: "/ws",
        messages: Object.fromEntries(
          Object.keys(messages).map((key) => [key, { $ref: `#/components/messages/${key}` }]),
        ),
      },
    },
    operations: Object.fromEntries([
      ...client.map((one) => [one.key, clientOperation(one.key, one.reply)]),
      ...server.map((one) => [one.key, { action: "send", channel: CHANNEL, messages: [inChannel(one.key)] }]),
    ]),
    components: { messages, schemas: namedSchemas() },
  };
}

const CHANNEL = { $ref: "#/channels/socket" };

function inChannel(key: string): SchemaDocument {
  return { $ref: `#/channels/socket/messages/${key}` };
}

/** What we receive, and what it is answered with where the client asked for a reply. */
function clientOperation(key: string, reply: string): SchemaDocument {
  return {
    action: "receive",
    channel: CHANNEL,
    messages: [inChannel(key)],
    reply: { channel: CHANNEL, messages: [inChannel(reply)] },
  };
}

function messageDocument(
  event: string,
  data: v.GenericSchema,
  side: "input" | "output",
  summary: string,
): SchemaDocument {
  const ref = side === "input" ? { ref: { type: ["string", "integer"] } } : {};
  return {
    name: event,
    summary,
    payload: {
      type: "object",
      properties: { event: { const: event }, data: schemaOf(data, side), ...ref },
      required: side === "input" ? ["event"] : ["event", "data"],
    },
  };
}

function replyDocument(event: string, data: v.GenericSchema): SchemaDocument {
  const frame = { event: { const: "reply" }, ref: { type: ["string", "integer"] } };
  const error = {
    type: "object",
    properties: {
      code: { enum: SOCKET_CODES },
      message: { type: "string" },
      retry_after_ms: { type: "integer", description: "When to send it again, where that is known." },
    },
    required: ["code", "message"],
  };
  return {
    name: "reply",
    summary: `The answer to ${event}: data, or why not.`,
    payload: {
      oneOf: [
        {
          type: "object",
          properties: { ...frame, data: schemaOf(data, "output") },
          required: ["event", "ref", "data"],
        },
        { type: "object", properties: { ...frame, error }, required: ["event", "ref", "error"] },
      ],
    },
  };
}
