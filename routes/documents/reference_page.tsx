import { Hono } from "hono";
import { allOperations } from "../../realtime/core/api/all_operations.ts";
import { Page, renderPage } from "../page.tsx";
import { asyncApiDocument, SOCKET_DESCRIPTION } from "./asyncapi_document.ts";
import { EventReference } from "./event_reference.tsx";
import type { SchemaDocument } from "./json_schemas.ts";
import { openApiDocument } from "./openapi_document.ts";
import { LimitReference } from "./limit_reference.tsx";
import { OperationReference } from "./operation_reference.tsx";
import { referenceText as t } from "./reference_text.ts";
import { SchemaView } from "./schema_view.tsx";

/** `GET /api/docs`: both documents to read, for everybody, without scripts. */
export function referencePage({ publicUrl }: { publicUrl: string }): Hono {
  const openApi = openApiDocument(allOperations, publicUrl);
  const asyncApi = asyncApiDocument(publicUrl);
  return new Hono().get("/api/docs", (c) =>
    renderPage(
      c,
      <Page title={t("title")}>
        <Reference openApi={openApi} asyncApi={asyncApi} />
      </Page>,
    ));
}

function Reference({ openApi, asyncApi }: { openApi: SchemaDocument; asyncApi: SchemaDocument }) {
  const { schemas } = openApi.components as { schemas: Record<string, SchemaDocument> };
  const { description } = openApi.info as { description: string };
  return (
    <div class="reference">
      <h1>Carewire · {t("title")}</h1>
      <Intro />
      <p>{description.replaceAll("`", "")}</p>
      <h2>{t("http")}</h2>
      <OperationReference paths={openApi.paths as Record<string, Record<string, SchemaDocument>>} />
      <h2>{t("socket")}</h2>
      {SOCKET_DESCRIPTION.split("\n\n").map((words) => <p key={words}>{words.replaceAll("`", "")}</p>)}
      <LimitReference />
      <EventReference
        operations={asyncApi.operations as Record<string, SchemaDocument>}
        messages={(asyncApi.components as { messages: Record<string, SchemaDocument> }).messages}
      />
      <h2>{t("objects")}</h2>
      {Object.entries(schemas).map(([name, schema]) => (
        <section key={name} id={`object-${name}`} class="card reference-item">
          <h3>{name}</h3>
          <SchemaView schema={schema} />
        </section>
      ))}
    </div>
  );
}

function Intro() {
  const links: Record<string, string> = {
    "{openapi}": "/api/openapi.json",
    "{asyncapi}": "/api/asyncapi.json",
  };
  return (
    <p>
      {t("intro").split(/(\{\w+\})/).map((part) =>
        links[part] ? <a key={part} href={links[part]}>{links[part]}</a> : part
      )}
    </p>
  );
}
