import type { SchemaDocument } from "./json_schemas.ts";
import { referenceText as t } from "./reference_text.ts";
import { SchemaView } from "./schema_view.tsx";

interface MessageDocument extends SchemaDocument {
  name: string;
  summary: string;
  payload: { properties?: { data?: SchemaDocument }; oneOf?: [{ properties: { data: SchemaDocument } }] };
}

/** All events of the socket, those of clients first. */
export function EventReference({ operations, messages }: {
  operations: Record<string, SchemaDocument>;
  messages: Record<string, SchemaDocument>;
}) {
  const sides = [["receive", t("from_client")], ["send", t("from_server")]] as const;
  return (
    <>
      {sides.map(([action, title]) => (
        <section key={action}>
          <h3>{title}</h3>
          {Object.entries(operations).filter(([, one]) => one.action === action).map(([key, one]) => (
            <Event
              key={key}
              message={messages[key] as MessageDocument}
              reply={messages[replyKey(one)] as MessageDocument | undefined}
            />
          ))}
        </section>
      ))}
    </>
  );
}

function replyKey(operation: SchemaDocument): string {
  const { messages } = (operation.reply ?? { messages: [] }) as { messages: { $ref: string }[] };
  return messages[0]?.$ref.split("/").at(-1) ?? "";
}

function Event({ message, reply }: { message: MessageDocument; reply: MessageDocument | undefined }) {
  const data = message.payload.properties?.data;
  const replyData = reply?.payload.oneOf?.[0].properties.data;
  return (
    <details class="card reference-item">
      <summary>
        <code>{message.name}</code>
        <span>{message.summary}</span>
      </summary>
      <h4>{t("data")}</h4>
      {data && <SchemaView schema={data} />}
      {replyData && (
        <>
          <h4>{t("reply")}</h4>
          <SchemaView schema={replyData} />
        </>
      )}
    </details>
  );
}
