import type { Database, Sql } from "../../db/database.ts";

/** One node of `explain (format json)`; times in milliseconds. */
export interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  "Heap Fetches"?: number;
  "Rows Removed by Filter"?: number;
  "Shared Hit Blocks"?: number;
  "Shared Read Blocks"?: number;
  Plans?: PlanNode[];
}

export interface Plan {
  Plan: PlanNode;
  "Execution Time": number;
}

/** The same database, but every statement of its reads is explained with what it really did before it runs. */
export function explained(db: Database, plans: Plan[]): Database {
  return {
    read: (run) => db.read((sql) => run(explaining(sql, plans))),
    write: (run) => db.write(run),
    transaction: (run) => db.transaction(run),
    ready: () => db.ready(),
    [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
  };
}

/** All nodes of a plan, from the top. */
export function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

/** A plan in one line for each of its nodes. */
export function planText({ Plan: top, "Execution Time": ms }: Plan): string {
  const lines = (node: PlanNode, depth: number): string[] => [
    "  ".repeat(depth) + lineOf(node),
    ...(node.Plans ?? []).flatMap((child) => lines(child, depth + 1)),
  ];
  const blocks = `${top["Shared Hit Blocks"] ?? 0} blocks hit, ${top["Shared Read Blocks"] ?? 0} read`;
  return [`${ms.toFixed(2)} ms, ${blocks}`, ...lines(top, 1)].join("\n");
}

function lineOf(node: PlanNode): string {
  const on = [node["Index Name"], node["Relation Name"]].filter(Boolean).join(" of ");
  const fetches = node["Heap Fetches"] ? `, heap fetches ${node["Heap Fetches"]}` : "";
  const removed = node["Rows Removed by Filter"] ? `, removed ${node["Rows Removed by Filter"]}` : "";
  const rows = `rows ${node["Actual Rows"]} x ${node["Actual Loops"]}`;
  return `${node["Node Type"]}${on ? ` ${on}` : ""} (${rows}${fetches}${removed})`;
}

function explaining(sql: Sql, plans: Plan[]): Sql {
  return new Proxy(sql, {
    apply(target, self, args) {
      const query = Reflect.apply(target, self, args);
      // A fragment is never awaited, so only whole statements are explained.
      if (!Array.isArray(args[0]) || !("raw" in args[0])) return query;
      const run = query.then.bind(query);
      const explain = async () => {
        const [row] = await sql<{ "QUERY PLAN": Plan[] }[]>`explain (analyze, buffers, format json) ${query}`;
        plans.push(...(row?.["QUERY PLAN"] ?? []));
      };
      query.then = (done?: (rows: unknown) => unknown, failed?: (error: unknown) => unknown) =>
        explain().then(() => run(done, failed), failed);
      return query;
    },
  });
}
