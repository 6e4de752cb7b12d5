import { type PoolClient, Query, type QueryConfig } from "pg";
import type { Cell, Column } from "../../../shared/answers.ts";
import type { RawColumn } from "./normalise.ts";
import { RowBudget } from "./row-budget.ts";

export interface RowsRequest {
  readonly text: string;
  readonly values: readonly Cell[];
  readonly maxRows: number;
  readonly maxBytes: number;
}

/** By the type's number in `pg_type`, which never changes for a built-in type. */
const TYPES: Readonly<Record<number, Column["type"]>> = {
  16: "boolean",
  20: "number",
  21: "number",
  23: "number",
  26: "number",
  700: "number",
  701: "number",
  1082: "date",
  1114: "timestamp",
  1184: "timestamp",
  1700: "number",
};

/** Every value as the text that the server sends: there is one place where they become an answer's. */
const AS_TEXT = { getTypeParser: () => (value: string) => value };

/**
 * One statement by the extended protocol, which takes no second one, asking for no more rows than may come. Where the driver would ask
 * for the next portion, this ends the statement.
 */
class LimitedQuery extends Query {
  handlePortalSuspended(connection: { sync(): void }): void {
    connection.sync();
  }
}

export interface TakenRows {
  readonly columns: readonly RawColumn[];
  readonly rows: Cell[][];
  readonly truncated: boolean;
  /** The server still has rows to send, so that the connection is of no further use. */
  readonly abandoned: boolean;
}

type Fields = readonly { readonly name: string; readonly dataTypeID: number }[];

function columnsOf(fields: Fields): RawColumn[] {
  return fields.map(({ name, dataTypeID }) => ({ name, type: TYPES[dataTypeID] ?? "string" }));
}

/** Runs the statement and takes what fits. Rejects with the driver's error. */
export function runRows(client: PoolClient, { text, values, maxRows, maxBytes }: RowsRequest): Promise<TakenRows> {
  return new Promise((resolve, reject) => {
    const config = { text, values: [...values], rowMode: "array", types: AS_TEXT, rows: maxRows + 1 };
    const query = new LimitedQuery(config as unknown as QueryConfig);
    let budget = new RowBudget(maxRows, maxBytes, []);
    let begun = false;
    const end = (fields: Fields, abandoned: boolean): void =>
      resolve({ columns: columnsOf(fields), rows: budget.rows, truncated: budget.truncated, abandoned });
    query.on("row", (row: unknown, result) => {
      const fields = result?.fields ?? [];
      if (!begun) budget = new RowBudget(maxRows, maxBytes, fields.map(nameOf));
      begun = true;
      if (!budget.add(row as Cell[])) end(fields, budget.rows.length < maxRows);
    });
    query.on("error", reject);
    query.on("end", (result) => end(result.fields, false));
    client.query(query);
  });
}

function nameOf({ name }: Fields[number]): string {
  return name;
}
