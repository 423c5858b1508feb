import type { SchemaDocument } from "./json_schemas.ts";
import { referenceText as t } from "./reference_text.ts";
import { SchemaView } from "./schema_view.tsx";

interface OperationDocument extends SchemaDocument {
  operationId: string;
  summary: string;
  tags: [string];
  security: unknown[];
  parameters: { name: string; in: "path" | "query" | "header"; required: boolean; schema: SchemaDocument }[];
  requestBody?: { content: Record<string, { schema?: SchemaDocument }> };
  responses: Record<string, { description: string; content?: Record<string, { schema?: SchemaDocument }> }>;
}

/** All operations of a document by tag, each folded up. */
export function OperationReference({ paths }: { paths: Record<string, Record<string, SchemaDocument>> }) {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      method: method.toUpperCase(),
      path,
      one: one as OperationDocument,
    }))
  );
  return (
    <>
      {[...Map.groupBy(all, ({ one }) => one.tags[0])].map(([tag, own]) => (
        <section key={tag}>
          <h3>{tag}</h3>
          {own.map(({ method, path, one }) => (
            <details key={one.operationId} id={one.operationId} class="card reference-item">
              <summary>
                <code>{method} {path}</code>
                <span>{one.summary}</span>
              </summary>
              <Details one={one} />
            </details>
          ))}
        </section>
      ))}
    </>
  );
}

function Details({ one }: { one: OperationDocument }) {
  return (
    <>
      {one.security.length === 0 && <p class="muted">{t("open")}</p>}
      {one.parameters.length > 0 && (
        <>
          <h4>{t("parameters")}</h4>
          <ul class="schema-fields">
            {one.parameters.map((parameter) => (
              <li key={parameter.name}>
                <code>{parameter.name}</code> <SchemaView schema={parameter.schema} />{" "}
                <span class="muted">
                  · {t(`in_${parameter.in}`)}
                  {parameter.required && ` · ${t("required")}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {one.requestBody && (
        <>
          <h4>{t("body")}</h4>
          <Content content={one.requestBody.content} />
        </>
      )}
      <h4>{t("answers")}</h4>
      <dl class="reference-answers">
        {Object.entries(one.responses).map(([status, { description, content = {} }]) => (
          <div key={status}>
            <dt>{status}</dt>
            <dd>
              {description}{" "}
              {Number(status) < 400 ? <Content content={content} /> : <Codes content={content} />}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Content({ content }: { content: Record<string, { schema?: SchemaDocument }> }) {
  return (
    <>
      {Object.entries(content).map(([media, { schema }]) => (
        <div key={media}>
          <span class="muted">{media}</span> {schema && <SchemaView schema={schema} />}
        </div>
      ))}
    </>
  );
}

/** The codes that a refusal can have. */
function Codes({ content }: { content: Record<string, { schema?: SchemaDocument }> }) {
  const [, own] = (content["application/problem+json"]?.schema?.allOf ?? []) as {
    properties?: { code?: { enum?: string[] } };
  }[];
  return <>{(own?.properties?.code?.enum ?? []).map((code) => <code key={code}>{code}</code>)}</>;
}
