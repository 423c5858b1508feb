import { catalogue } from "../../islands/text.ts";

/** For developers, and in English alone. */
export const referenceText = catalogue("reference", {
  title: "Interface",
  intro:
    "Everything that programs can ask of this server. The same as data: {openapi} for HTTP, {asyncapi} for the socket.",
  http: "HTTP",
  socket: "WebSocket",
  from_client: "A client sends",
  from_server: "The server sends",
  objects: "Objects",
  parameters: "Parameters",
  body: "Body",
  answers: "Answers",
  data: "Data",
  reply: "Reply",
  required: "required",
  open: "no sign-in needed",
  in_path: "path",
  in_query: "query",
  in_header: "header",
  nothing: "no body",
  close_codes: "Close codes",
  limits: "Limits",
  rates: "Rates",
});
