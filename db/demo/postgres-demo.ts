import { MARKER_SQL, MARKER_TABLE, markerText, NotADemoError } from "./marker.ts";
import type { DemoOptions } from "./options.ts";
import { demoRows, demoSize, type TableRows } from "./rows.ts";
import { createIndexesSql, createTableSql, DEMO_TABLES, encodeRow, type Row } from "./schema.ts";
import type { OnProgress } from "./sqlite-demo.ts";

/** What a connection of `pg` can do, as far as it is needed here. */
export interface PostgresConnection {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

const ROWS_AT_ONCE = 1_000;

const USER_TABLES = `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'
    AND n.nspname NOT LIKE 'pg_temp%'`;

/** Only an empty database, or one that an earlier seed filled, may be written to. */
async function makeRoom(connection: PostgresConnection): Promise<void> {
  const { rows } = await connection.query(USER_TABLES);
  if (rows.length === 0) return;
  if (!rows.some(({ name }) => name === MARKER_TABLE)) throw new NotADemoError("the Postgres database");
  for (const { name } of DEMO_TABLES.toReversed()) await connection.query(`DROP TABLE IF EXISTS ${name}`);
  await connection.query(`DROP TABLE ${MARKER_TABLE}`);
}

function* chunks(rows: Iterable<Row>): Generator<Row[]> {
  let chunk: Row[] = [];
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length < ROWS_AT_ONCE) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

async function insert(connection: PostgresConnection, { table, rows }: TableRows, inserted: (count: number) => void): Promise<void> {
  const width = table.columns.length;
  for (const chunk of chunks(rows)) {
    const places = chunk.map((_, row) => `(${table.columns.map((_column, index) => `$${row * width + index + 1}`).join(", ")})`);
    const cells = chunk.flatMap((row) => encodeRow(row, table, "postgres"));
    await connection.query(`INSERT INTO ${table.name} VALUES ${places.join(", ")}`, cells);
    inserted(chunk.length);
  }
}

/**
 * Makes the demo data in a Postgres database in one transaction: the same rows as in a SQLite file. Throws {@link NotADemoError} when the
 * database has tables and was not filled here.
 */
export async function writePostgresDemo(
  connection: PostgresConnection,
  options: DemoOptions,
  onProgress: OnProgress = () => {},
): Promise<void> {
  let done = 0;
  const inserted = (count: number): void => {
    done += count;
    onProgress(done, demoSize(options));
  };
  await connection.query("BEGIN");
  try {
    await makeRoom(connection);
    await connection.query(MARKER_SQL);
    await connection.query(`INSERT INTO ${MARKER_TABLE} VALUES ($1)`, [markerText(options)]);
    for (const tableRows of demoRows(options)) {
      await connection.query(createTableSql(tableRows.table, "postgres"));
      await insert(connection, tableRows, inserted);
      for (const sql of createIndexesSql(tableRows.table)) await connection.query(sql);
    }
    await connection.query("COMMIT");
  } catch (error) {
    await connection.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
  await connection.query("ANALYZE");
}
