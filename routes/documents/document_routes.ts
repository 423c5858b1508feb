import { allOperations } from "../../realtime/core/api/all_operations.ts";
import { documentOperations } from "../../realtime/core/api/document_operations.ts";
import { accept } from "../../realtime/core/outcome.ts";
import { reply, type Served, served } from "../serve.ts";
import { asyncApiDocument } from "./asyncapi_document.ts";
import { openApiDocument } from "./openapi_document.ts";

/** The two documents, made once. */
export function documentRoutes({ publicUrl }: { publicUrl: string }): Served[] {
  const openApi = { openapi: "", ...openApiDocument(allOperations, publicUrl) };
  const asyncApi = { asyncapi: "", ...asyncApiDocument(publicUrl) };
  return served(documentOperations, {
    "GET /api/openapi.json": () => Promise.resolve(reply(accept(openApi), 200, (document) => document)),
    "GET /api/asyncapi.json": () => Promise.resolve(reply(accept(asyncApi), 200, (document) => document)),
  });
}
