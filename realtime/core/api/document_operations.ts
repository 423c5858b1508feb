import * as v from "valibot";
import { operations } from "./operation.ts";

/** What describes all the rest. */
export const documentOperations = operations({
  "GET /api/openapi.json": {
    name: "read_openapi",
    summary: "This document: OpenAPI 3.1 of everything over HTTP.",
    tag: "Documents",
    open: true,
    answers: { 200: v.looseObject({ openapi: v.string() }) },
  },
  "GET /api/asyncapi.json": {
    name: "read_asyncapi",
    summary: "AsyncAPI 3 of all events on the WebSocket.",
    tag: "Documents",
    open: true,
    answers: { 200: v.looseObject({ asyncapi: v.string() }) },
  },
});
