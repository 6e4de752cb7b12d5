import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rowsSchema } from "../../../shared/admin.ts";
import { catalogAnswerSchema } from "../../../shared/catalog-answer.ts";
import { testDemoFile } from "../../testing/demo-database.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const TOKENS = "ann:admin:admin-secret,olga:operator:operator-secret";
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ API_TOKENS: TOKENS, QUERY_TIMEOUT_MS: "400" });
});
afterAll(() => server.stop());

const get = (path: string, token = "admin-secret") => supertest(server.url).get(path).set("Authorization", `Bearer ${token}`);
const query = (body: object, token = "admin-secret") =>
  supertest(server.url).post("/api/db-test/query").set("Authorization", `Bearer ${token}`).send(body);
const ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";

describe("looking into the asked-about database", () => {
  it("is for admins", async () => {
    for (const path of ["health", "schema", "tables", "tables/users"])
      expect((await get(`/api/db-test/${path}`, "operator-secret")).status, path).toBe(403);
    expect((await query({ sql: "SELECT 1" }, "operator-secret")).status).toBe(403);
    expect((await supertest(server.url).get("/api/db-test/health")).status).toBe(401);
  });

  it("tells whether it answers", async () => {
    const { status, body } = await get("/api/db-test/health");
    expect({ status, body }).toEqual({ status: 200, body: { status: "ok", dialect: "sqlite", latencyMs: expect.any(Number) } });
    expect((await supertest(server.url).get("/health")).body.checks.database).toEqual({ status: "ok", latencyMs: expect.any(Number) });
  });

  it("tells what may be read", async () => {
    const { tables } = catalogAnswerSchema.parse((await get("/api/db-test/schema")).body);
    expect(tables.map(({ name }) => name).sort()).toEqual(["login_events", "transactions", "users"]);
    const columns = tables.find(({ name }) => name === "transactions")?.columns;
    expect(columns?.find(({ name }) => name === "user_id")?.references).toEqual({ table: "users", column: "id" });
  });

  it("lists the tables with their sizes", async () => {
    const { items } = (await get("/api/db-test/tables")).body as { items: { name: string; rowCount: number }[] };
    expect(items.map(({ name }) => name).sort()).toEqual(["login_events", "transactions", "users"]);
    expect(items.every(({ rowCount }) => rowCount > 0)).toBe(true);
  });

  it("shows the first rows of a table", async () => {
    const { body } = await get("/api/db-test/tables/users?limit=3");
    const { rows, rowCount } = rowsSchema.parse(body);
    expect(rowCount).toBe(3);
    expect(rows[0]).toMatchObject({ id: 1, is_pep: expect.any(Boolean), created_at: expect.stringMatching(/Z$/) });
    expect((await get("/api/db-test/tables/users")).body.rowCount).toBe(50);
    expect((await get("/api/db-test/tables/users?limit=501")).status).toBe(422);
    for (const name of ["sqlite_master", "crowsnest_demo", "users%22--", "nothing"])
      expect((await get(`/api/db-test/tables/${name}`)).body, name).toMatchObject({ status: 404, code: "not_found" });
  });
});

describe("running SQL", () => {
  it("answers with rows", async () => {
    const { status, body } = await query({
      sql: "SELECT country, count(*) AS n FROM users GROUP BY country ORDER BY n DESC, country",
      maxRows: 2,
    });
    expect(status).toBe(200);
    expect(rowsSchema.parse(body)).toMatchObject({
      rowCount: 2,
      truncated: true,
      columns: [{ name: "country" }, { name: "n", type: "number" }],
    });
  });

  it.each([
    "DROP TABLE users",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM crowsnest_demo",
    "SELECT 1; SELECT 2",
    "SELECT * FROM users WHERE id = ?",
    "SELECT load_extension('x')",
    "SELECT 1\0",
    "SELEC 1",
  ])("refuses what is not one SELECT over the catalog: %s", async (sql) => {
    const { status, body, type } = await query({ sql });
    expect({ status, type, code: body.code }).toEqual({ status: 422, type: "application/problem+json", code: "unsafe_sql" });
    expect(body.detail).toMatch(/^The SQL was refused: /);
  });

  it("says what failed, what took too long, and what is no question at all", async () => {
    expect((await query({ sql: "SELECT json_extract('{', '$')" })).body).toMatchObject({ status: 422, code: "query_failed" });
    expect((await query({ sql: ENDLESS })).body).toMatchObject({ status: 504, code: "query_timeout" });
    expect((await query({ sql: "SELECT 1" })).status).toBe(200);
    for (const body of [
      {},
      { sql: "" },
      { sql: "SELECT 1", maxRows: 0 },
      { sql: "SELECT 1", maxRows: 10_001 },
      { sql: `SELECT '${"x".repeat(11_000)}'` },
    ])
      expect((await query(body)).status).toBe(422);
    expect((await query({ sql: `SELECT '${"é".repeat(5_200)}'` })).body.code).toBe("unsafe_sql");
  });

  it("is kept in the audit log, with its outcome", async () => {
    await query({ sql: "SELECT 7 AS audited" });
    await query({ sql: "SELECT * FROM audit_log" });
    const { items } = (await get("/api/v1/audit?limit=2")).body as { items: object[] };
    expect(items).toMatchObject([
      { actor: "ann", action: "runSql", detail: { sql: "SELECT * FROM audit_log", outcome: "unsafe_sql" } },
      { actor: "ann", action: "runSql", detail: { sql: "SELECT 7 AS audited", outcome: "ok", rowCount: 1 } },
    ]);
  });

  it("ends a statement whose client has gone", async () => {
    const slow = await startTestServer({ QUERY_TIMEOUT_MS: "600000" });
    try {
      const run = (sql: string, signal?: AbortSignal) =>
        fetch(`${slow.url}/api/db-test/query`, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ sql }),
          ...(signal ? { signal } : {}),
        });
      await run("SELECT 1");
      const leaving = Array.from({ length: 4 }, () => new AbortController());
      const asked = leaving.map(({ signal }) => expect(run(ENDLESS, signal)).rejects.toThrow());
      // Behind two that run and two that wait, this is answered only when all four have ended.
      const last = run("SELECT 1 AS one");
      setImmediate(() => {
        for (const controller of leaving) controller.abort();
      });
      await Promise.all(asked);
      expect((await last).status).toBe(200);
    } finally {
      await slow.stop();
    }
  });
});

it("a database that is gone makes the server unhealthy, and says so", async () => {
  const folder = mkdtempSync(join(tmpdir(), "crowsnest-lost-"));
  const file = join(folder, "asked.sqlite");
  copyFileSync(testDemoFile(), file);
  const lost = await startTestServer({ DATABASE_URL: `sqlite:${file}` });
  try {
    expect((await supertest(lost.url).get("/health")).status).toBe(200);
    rmSync(folder, { recursive: true });
    const health = await supertest(lost.url).get("/health");
    expect(health.status).toBe(503);
    expect(health.body.checks.database.status).toBe("unreachable");
    expect((await supertest(lost.url).get("/api/db-test/health")).body.status).toBe("unreachable");
    const asked = await supertest(lost.url).post("/api/db-test/query").send({ sql: "SELECT 1" });
    expect(asked.body).toMatchObject({ status: 503, code: "database_unreachable" });
    expect(asked.headers["retry-after"]).toBeDefined();
    expect(asked.text).not.toContain("lost");
  } finally {
    await lost.stop();
  }
});
