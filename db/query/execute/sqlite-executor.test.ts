import { afterAll, describe, expect, it } from "vitest";
import { QueryCancelledError, QueryFailedError, QueryOverloadedError, QueryTimeoutError, UnsafeSqlError } from "../../ports.ts";
import { guardSql } from "../guard/guard.ts";
import { demoPolicy } from "../guard/test-policy.ts";
import { statementsOf } from "../guard-statements/statements.ts";
import { completeLimits } from "./limits.ts";
import { SqliteExecutor, type SqliteExecutorOptions } from "./sqlite-executor.ts";
import { sqliteTestFile } from "./test-databases.ts";

const policy = demoPolicy("sqlite");
const { file, remove } = sqliteTestFile();
const open: SqliteExecutor[] = [];

function start(options: Partial<SqliteExecutorOptions> & { timeoutMs?: number; maxBytes?: number } = {}): SqliteExecutor {
  const { timeoutMs = 20_000, maxBytes, ...rest } = options;
  const limits = completeLimits({ timeoutMs, ...(maxBytes === undefined ? {} : { maxBytes }) });
  const executor = new SqliteExecutor({ file, policy, limits, ...rest });
  open.push(executor);
  return executor;
}

afterAll(async () => {
  await Promise.all(open.map((executor) => executor.close()));
  remove();
});

const ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";
const guarded = (sql: string, parameters = 0) => guardSql(sql, policy, parameters);
const shared = start();

describe("statements", () => {
  const honest = statementsOf("sqlite").filter((statement) => statement.expect === "allow");
  it.each(honest)("runs $id: $sql", async ({ sql }) => {
    const { rows, rowCount } = await shared.run(guarded(sql), []);
    expect(rows).toHaveLength(rowCount);
  });

  it("ends or refuses every one that would not end by itself", async () => {
    const short = start({ timeoutMs: 300 });
    for (const { id, sql } of statementsOf("sqlite").filter((statement) => statement.expect === "reject_or_timeout")) {
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
    const { columns, rows, rowCount, truncated, durationMs } = await shared.run(
      guarded("SELECT id, full_name, is_pep, created_at, 1.5 AS x, NULL AS missing FROM users WHERE id = 1"),
      [],
    );
    expect(columns).toEqual(
      Object.entries({ id: "number", full_name: "string", is_pep: "boolean", created_at: "timestamp", x: "number", missing: "string" }).map(
        ([name, type]) => ({ name, type, label: name }),
      ),
    );
    expect(rows).toEqual([
      {
        id: 1,
        full_name: expect.any(String),
        is_pep: expect.any(Boolean),
        created_at: expect.stringMatching(/^\d{4}-.*T.*\.000Z$/),
        x: 1.5,
        missing: null,
      },
    ]);
    expect({ rowCount, truncated, timed: durationMs >= 0 }).toEqual({ rowCount: 1, truncated: false, timed: true });
  });

  it("bind values, true and false among them", async () => {
    const { rows } = await shared.run(guarded("SELECT ? AS a, ? AS b, ? AS c, ? AS d", 4), ["x'; --", 2.5, true, null]);
    expect(rows).toEqual([{ a: "x'; --", b: 2.5, c: 1, d: null }]);
    await expect(shared.run(guarded("SELECT ? AS a", 1), [])).rejects.toThrow(UnsafeSqlError);
  });

  it("take the types of a plan", async () => {
    const { columns, rows } = await shared.run(guarded("SELECT 1, max(created_at), '2.50' FROM users"), [], {
      types: ["boolean", "timestamp", "number"],
    });
    expect(columns.map(({ type }) => type)).toEqual(["boolean", "timestamp", "number"]);
    expect(Object.values(rows[0] ?? {})).toEqual([true, expect.stringMatching(/Z$/), 2.5]);
  });

  it("give columns of one name names of their own, and blobs as digits", async () => {
    const { rows } = await shared.run(guarded("SELECT 1 AS a, 2 AS a, x'0aff' AS b, 9e999 AS c"), []);
    expect(rows).toEqual([{ a: 1, a_2: 2, b: "0aff", c: null }]);
  });

  it("have no more rows than asked for, and say so", async () => {
    const all = guarded("SELECT id FROM transactions");
    expect(await shared.run(all, [], { maxRows: 1_000 })).toMatchObject({ rowCount: 1_000, truncated: false });
    expect(await shared.run(all, [], { maxRows: 999 })).toMatchObject({ rowCount: 999, truncated: true });
    expect(await shared.run(guarded("SELECT a.id FROM transactions a, transactions b"), [], { maxRows: 50_000 })).toMatchObject({
      rowCount: 10_000,
      truncated: true,
    });
  });

  it("have no more bytes than fit", async () => {
    const small = start({ maxBytes: 100_000, processes: 1 });
    const { rows, truncated } = await small.run(guarded("SELECT hex(zeroblob(500)) AS wide FROM transactions"), []);
    expect(truncated).toBe(true);
    expect(rows.length).toBeGreaterThan(50);
    expect(Buffer.byteLength(JSON.stringify(rows))).toBeLessThan(100_000);
    expect(await small.run(guarded("SELECT hex(zeroblob(90000)) AS wide"), [])).toMatchObject({ rowCount: 0, truncated: true });
  });

  it("say what failed without the engine's words", async () => {
    await expect(shared.run(guarded("SELECT json_extract('{', '$')"), [])).rejects.toThrow(
      new QueryFailedError("The statement failed: a text is not JSON."),
    );
    await expect(shared.run(guarded("SELECT sum(id) FROM users GROUP BY sum(id)"), [])).rejects.toThrow(UnsafeSqlError);
  });
});

describe("bounds", () => {
  it("kill at the deadline, and go on with another process", async () => {
    const short = start({ timeoutMs: 200, processes: 1 });
    await expect(short.run(guarded(ENDLESS), [])).rejects.toThrow(QueryTimeoutError);
    expect((await short.run(guarded("SELECT 1 AS one"), [])).rows).toEqual([{ one: 1 }]);
  });

  it("end a statement that needs more memory than there is", async () => {
    const small = start({ processes: 1, memoryMb: 256 });
    const hungry = "WITH RECURSIVE c(x) AS (SELECT randomblob(100000) UNION SELECT randomblob(100000) FROM c) SELECT count(*) FROM c";
    await expect(small.run(guarded(hungry), [])).rejects.toThrow(/memory|too large/);
    expect((await small.run(guarded("SELECT 1 AS one"), [])).rows).toEqual([{ one: 1 }]);
  });

  it("let a few wait and refuse the others", async () => {
    const narrow = start({ processes: 1, waiting: 1, timeoutMs: 1_500 });
    await narrow.ping();
    const running = narrow.run(guarded(ENDLESS), []);
    const waiting = narrow.run(guarded("SELECT 2 AS two"), []);
    await expect(narrow.run(guarded("SELECT 3"), [])).rejects.toThrow(QueryOverloadedError);
    expect(await narrow.ping()).toBeGreaterThanOrEqual(0);
    await expect(running).rejects.toThrow(QueryTimeoutError);
    expect((await waiting).rows).toEqual([{ two: 2 }]);
  });

  it("end a statement when whoever asked has gone, running or waiting", async () => {
    const narrow = start({ processes: 1 });
    const [first, second] = [new AbortController(), new AbortController()];
    const running = narrow.run(guarded(ENDLESS), [], { signal: first.signal });
    const waiting = narrow.run(guarded(ENDLESS), [], { signal: second.signal });
    second.abort();
    await expect(waiting).rejects.toThrow(QueryCancelledError);
    first.abort();
    await expect(running).rejects.toThrow(QueryCancelledError);
    expect((await narrow.run(guarded("SELECT 1 AS one"), [])).rows).toEqual([{ one: 1 }]);
    await expect(narrow.run(guarded("SELECT 1"), [], { signal: AbortSignal.abort() })).rejects.toThrow(QueryCancelledError);
  });

  it("run two at once beside each other", async () => {
    const pair = start({ timeoutMs: 1_500 });
    const endless = pair.run(guarded(ENDLESS), []);
    expect((await pair.run(guarded("SELECT 1 AS one"), [])).rows).toEqual([{ one: 1 }]);
    await expect(endless).rejects.toThrow(QueryTimeoutError);
  });

  it("closing ends what runs and what waits", async () => {
    const closing = start({ processes: 1 });
    const asked = [closing.run(guarded(ENDLESS), []), closing.run(guarded(ENDLESS), [])].map((answer) =>
      expect(answer).rejects.toThrow(QueryCancelledError),
    );
    await closing.close();
    await Promise.all(asked);
    await expect(closing.run(guarded("SELECT 1"), [])).rejects.toThrow(QueryCancelledError);
  });
});
