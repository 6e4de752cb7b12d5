import { Client, types } from "pg";
import type { OpenReader, ReaderRow } from "./reader.ts";

const CONNECT_MS = 5_000;
const STATEMENT_MS = 10_000;
/** OIDs of what stays text, as `pg` would take it for a time of this machine's zone: date, timestamp without a zone. */
const TEXTS: ReadonlySet<number> = new Set([1082, 1114]);
/** OIDs of what `pg` gives as text although it is a number here: int8, numeric. */
const NUMBERS: ReadonlySet<number> = new Set([20, 1700]);

/** Connects; every transaction is read-only. Throws when it cannot. */
export async function openPostgresReader(url: string): Promise<OpenReader> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    options: `-c default_transaction_read_only=on -c statement_timeout=${STATEMENT_MS} -c timezone=UTC`,
    types: { getTypeParser: (oid, format) => (NUMBERS.has(oid) ? Number : TEXTS.has(oid) ? String : types.getTypeParser(oid, format)) },
  });
  // A connection that is lost fails the next query; unheard, the event would end the process.
  client.on("error", () => undefined);
  await client.connect();
  return {
    dialect: "postgres",
    async rows(sql, parameters = []) {
      let place = 0;
      const { rows } = await client.query<ReaderRow>(
        sql.replaceAll("?", () => `$${++place}`),
        [...parameters],
      );
      return rows;
    },
    close: () => client.end(),
  };
}
