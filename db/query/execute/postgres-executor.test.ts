import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DatabaseUnreachableError, QueryCancelledError, QueryFailedError, QueryTimeoutError, UnsafeSqlError } from "../../ports.ts";
import { createPostgresDatabase, type TestDatabase } from "../../testing/postgres.ts";
import { guardSql } from "../guard/guard.ts";
import { makeGuarded } from "../guard/guarded-query.ts";
import { demoPolicy } from "../guard/test-policy.ts";
import { statementsOf } from "../guard-statements/statements.ts";
import { completeLimits } from "./limits.ts";
import { PostgresExecutor } from "./postgres-executor.ts";
import { fillPostgres } from "./test-databases.ts";

const policy = demoPolicy("postgres");
const guarded = (sql: string, parameters = 0) => guardSql(sql, policy, parameters);
/** As if the guard had let it through: what is left is what the connection itself keeps from happening. */
const unguarded = (sql: string) => makeGuarded({ sql, dialect: "postgres", parameterCount: 0, tableFunctions: false });
const ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT 1 FROM c) SELECT count(*) FROM c";

let database: TestDatabase;
let admin: Client;
let shared: PostgresExecutor;
const open: PostgresExecutor[] = [];

function start(timeoutMs = 20_000, maxBytes?: number, connections?: number): PostgresExecutor {
  const limits = completeLimits({ timeoutMs, ...(maxBytes === undefined ? {} : { maxBytes }) });
  const executor = new PostgresExecutor({ url: database.url, limits, ...(connections === undefined ? {} : { connections }) });
  open.push(executor);
  return executor;
}

beforeAll(async () => {
  database = await createPostgresDatabase();
  admin = new Client({ connectionString: database.url });
  await admin.connect();
  await fillPostgres(database.url, (sql) => admin.query(sql));
  shared = start();
});

afterAll(async () => {
  await Promise.all(open.map((executor) => executor.close()));
  await admin.end();
  await database.drop();
});

/** Sessions of executors that compute something. */
async function busy(): Promise<number> {
  const sql =
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'crowsnest' AND state = 'active' AND datname = current_database()";
  const { rows } = await admin.query<{ n: number }>(sql);
  return rows[0]?.n ?? -1;
}

describe("statements", () => {
  it("that are honest run", async () => {
    const failed: string[] = [];
    for (const { id, sql } of statementsOf("postgres").filter((statement) => statement.expect === "allow"))
      await shared.run(guarded(sql), []).catch((error: unknown) => failed.push(`${id}: ${sql}: ${error}`));
    expect(failed).toEqual([]);
  });

  it("that would not end by themselves are refused or ended", async () => {
    const short = start(300);
    for (const { id, sql } of statementsOf("postgres").filter((statement) => statement.expect === "reject_or_timeout")) {
      const outcome = await Promise.resolve()
        .then(() => short.run(guarded(sql), []))
        .catch((error: unknown) => error);
      expect(outcome instanceof QueryTimeoutError || outcome instanceof UnsafeSqlError, `${id}: ${sql}`).toBe(true);
    }
    expect((await short.run(guarded("SELECT 1 AS one"), [])).rows).toEqual([{ one: 1 }]);
  });
});

describe("answers", () => {
  it("have the form of every database", async () => {
    const { columns, rows } = await shared.run(
      guarded(
        "SELECT id, is_pep, created_at, created_at::date AS day, 12.50::numeric AS money, count(*) OVER () AS n, interval '90 minutes' AS took, 'NaN'::float8 AS nan, ARRAY[1, 2] AS list, NULL AS missing, full_name FROM users ORDER BY id LIMIT 1",
      ),
      [],
    );
    expect(columns.map(({ type }) => type)).toEqual(
      "number boolean timestamp date number number string number string string string".split(" "),
    );
    expect(rows).toEqual([
      {
        id: 1,
        is_pep: expect.any(Boolean),
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*\.\d{3}Z$/),
        day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        money: 12.5,
        n: 40,
        took: "01:30:00",
        nan: null,
        list: "{1,2}",
        missing: null,
        full_name: expect.any(String),
      },
    ]);
  });

  it("bind values", async () => {
    const { rows } = await shared.run(guarded("SELECT $1::text AS a, $2::numeric AS b, $3::boolean AS c, $4::int AS d", 4), [
      "x'; --",
      2.5,
      true,
      null,
    ]);
    expect(rows).toEqual([{ a: "x'; --", b: 2.5, c: true, d: null }]);
  });

  it("have no more rows than asked for, and the connection goes on", async () => {
    const narrow = start(20_000, undefined, 1);
    const all = guarded("SELECT id FROM transactions");
    expect(await narrow.run(all, [], { maxRows: 1_000 })).toMatchObject({ rowCount: 1_000, truncated: false });
    expect(await narrow.run(all, [], { maxRows: 10 })).toMatchObject({ rowCount: 10, truncated: true });
    expect(await narrow.run(guarded("SELECT a.id FROM transactions a, transactions b"), [], { maxRows: 50_000 })).toMatchObject({
      rowCount: 10_000,
      truncated: true,
    });
    expect(await narrow.run(guarded("SELECT id FROM users WHERE false"), [])).toMatchObject({
      rowCount: 0,
      columns: [{ name: "id", type: "number" }],
    });
  });

  it("have no more bytes than fit", async () => {
    const small = start(20_000, 100_000, 1);
    const { rows, truncated } = await small.run(guarded("SELECT repeat('x', 1000) AS wide FROM transactions"), []);
    expect(truncated).toBe(true);
    expect(rows.length).toBeGreaterThan(50);
    expect((await small.run(guarded("SELECT 1 AS one"), [])).rows).toEqual([{ one: 1 }]);
  });

  it("say what failed without the server's words", async () => {
    await expect(shared.run(guarded("SELECT 1 / (id - id) FROM users"), [])).rejects.toThrow(
      new QueryFailedError("The statement failed: a value is not one that it can compute with."),
    );
    await expect(shared.run(guarded("SELECT id || is_pep - 1 FROM users"), [])).rejects.toThrow(UnsafeSqlError);
  });
});

describe("bounds", () => {
  it.each([
    "DELETE FROM users",
    "CREATE TABLE x (a int)",
    "SELECT id FROM users FOR UPDATE",
    "SELECT 1; SELECT 2",
    "INSERT INTO audit_log VALUES (2, 'x') RETURNING id",
  ])("the connection itself only reads: %s", async (sql) => {
    await expect(shared.run(unguarded(sql), [])).rejects.toThrow(UnsafeSqlError);
  });

  it("end a statement at the deadline, on the server too", async () => {
    const short = start(200);
    await expect(short.run(guarded(ENDLESS), [])).rejects.toThrow(QueryTimeoutError);
    await vi.waitFor(async () => expect(await busy()).toBe(0), { timeout: 10_000 });
    expect((await short.run(guarded("SELECT 1 AS one"), [])).rows).toEqual([{ one: 1 }]);
  });

  it("end it when whoever asked has gone", async () => {
    const gone = new AbortController();
    const running = shared.run(guarded(ENDLESS), [], { signal: gone.signal });
    await vi.waitFor(async () => expect(await busy()).toBe(1), { timeout: 10_000 });
    gone.abort();
    await expect(running).rejects.toThrow(QueryCancelledError);
    await vi.waitFor(async () => expect(await busy()).toBe(0), { timeout: 10_000 });
  });

  it("closing ends what runs", async () => {
    const closing = start();
    const running = expect(closing.run(guarded(ENDLESS), [])).rejects.toThrow(QueryCancelledError);
    await vi.waitFor(async () => expect(await busy()).toBe(1), { timeout: 10_000 });
    await closing.close();
    await running;
    // The server takes a moment to see that its client has gone.
    await vi.waitFor(async () => expect(await busy()).toBe(0), { timeout: 10_000 });
  });

  it("a session that an operator ends is told apart, and replaced", async () => {
    const running = shared.run(guarded(ENDLESS), []);
    const told = expect(running).rejects.toThrow(DatabaseUnreachableError);
    await vi.waitFor(async () => expect(await busy()).toBe(1), { timeout: 10_000 });
    await admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'crowsnest' AND datname = current_database()",
    );
    await told;
    expect(await shared.ping()).toBeGreaterThanOrEqual(0);
  });

  it("a server that is not there is unreachable", async () => {
    const nowhere = new PostgresExecutor({ url: "postgres://nobody@127.0.0.1:1/none", limits: completeLimits({ timeoutMs: 1_000 }) });
    await expect(nowhere.ping()).rejects.toThrow(DatabaseUnreachableError);
    await expect(nowhere.run(guarded("SELECT 1"), [])).rejects.toThrow(DatabaseUnreachableError);
    await nowhere.close();
  });
});
