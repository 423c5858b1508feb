import { closeRows, limitRows, rateRows, type Rows } from "../../realtime/limits_tables.ts";
import { referenceText as t } from "./reference_text.ts";

/** Close codes, limits and rates of the socket. */
export function LimitReference() {
  const tables = [[t("close_codes"), closeRows()], [t("limits"), limitRows()], [
    t("rates"),
    rateRows(),
  ]] as const;
  return (
    <>
      {tables.map(([title, rows]) => (
        <details key={title} class="card reference-item">
          <summary>
            <span>{title}</span>
          </summary>
          <Table rows={rows} />
        </details>
      ))}
    </>
  );
}

function Table({ rows: [head = [], ...body] }: { rows: Rows }) {
  return (
    <div class="table-wrap">
      <table>
        <thead>
          <tr>{head.map((cell) => <th key={cell} scope="col">{cell}</th>)}</tr>
        </thead>
        <tbody>
          {body.map((cells) => (
            <tr key={cells[0]}>
              {cells.map((cell, column) => <td key={column}>{cell.replaceAll("`", "")}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
