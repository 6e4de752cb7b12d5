import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DEMO_CATALOG_FILE } from "../../db/catalog/load.ts";
import { writeSqliteDemo } from "../../db/demo/sqlite-demo.ts";
import { ConfigError, parseConfig } from "../config/config.ts";
import { testDemoFile } from "../testing/demo-database.ts";
import { createHandSchedule, type HandSchedule } from "../testing/hand-schedule.ts";
import { startTestServer } from "../testing/test-server.ts";
import { openCatalog } from "./open-catalog.ts";

let folder = "";
let timers: HandSchedule;
let said: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "catalog-"));
  timers = createHandSchedule();
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (environment: Record<string, string>) =>
  openCatalog({
    config: parseConfig({ DATA_DIR: folder, ...environment }),
    now: () => Date.now(),
    schedule: timers.schedule,
    onError: (message) => said.push(message),
    onProblem: (problem) => said.push(problem),
  });

function demoWith(sql: string): string {
  const file = join(folder, "asked.sqlite");
  writeSqliteDemo(file, { users: 20, transactions: 100, logins: 100, days: 10, seed: 1, endMs: Date.UTC(2026, 9, 31) });
  new Database(file).exec(sql).close();
  return file;
}

describe("the catalog of a server", () => {
  test("is profiled at the start and from time to time", async () => {
    const file = demoWith("");
    const catalog = await open({ DATABASE_URL: `sqlite:${file}` });
    expect(catalog.profile().complete).toBe(false);
    await catalog.start();
    expect(catalog.profile().entities.users?.rowCount).toBe(20);
    expect(timers.waiting()).toEqual([600_000]);
    new Database(file).exec("DELETE FROM login_events WHERE id > 60").close();
    timers.fire(600_000);
    await expect.poll(() => catalog.profile().entities.login_events?.rowCount).toBe(60);
    await catalog.stop();
    expect([said, timers.waiting()]).toEqual([[], []]);
  });

  test("leaves out what the database does not have, and says so", async () => {
    const file = demoWith("ALTER TABLE users DROP COLUMN risk_level; DROP TABLE login_events; ALTER TABLE users ADD COLUMN secret TEXT");
    const {
      catalog,
      problems,
      present,
      describe: tell,
    } = await open({ DATABASE_URL: `sqlite:${file}` }).then((service) => ({
      catalog: service.catalog,
      problems: service.problems,
      present: service.present,
      describe: () => service.describe(),
    }));
    expect(said).toEqual(["users.risk_level: the database has no such column", "login_events: the database has no such table"]);
    expect(problems).toEqual(said);
    expect(catalog.conditions.map(({ name }) => name)).not.toContain("high_risk");
    expect(present.get("users")).toContain("secret");
    expect(tell().tables.map(({ name }) => name)).toEqual(["users", "transactions"]);
    expect(JSON.stringify(tell())).not.toMatch(/secret|crowsnest_demo/);
  });

  test("is kept whole while the database cannot be reached", async () => {
    const file = join(folder, "broken.sqlite");
    writeFileSync(file, "this is no database, ".repeat(100));
    const catalog = await open({ DATABASE_URL: `sqlite:${file}` });
    await catalog.start();
    expect(catalog.catalog.entities).toHaveLength(3);
    expect(said).toEqual(["the catalog could not be compared with the database", "the data being asked about could not be profiled"]);
    await catalog.stop();
  });

  test.each([
    ["DATABASE_URL", () => ({ DATABASE_URL: `sqlite:${join(folder, "none.sqlite")}` }), /^DATABASE_URL: there is no file .*none\.sqlite$/],
    ["CATALOG_FILE", () => ({ CATALOG_FILE: join(folder, "none.yaml") }), /^CATALOG_FILE: .*none\.yaml cannot be read: ENOENT$/],
    [
      "tables",
      () => ({ DATABASE_URL: `sqlite:${demoWith("DROP TABLE login_events; DROP TABLE transactions; DROP TABLE users")}` }),
      /^CATALOG_FILE: the database has none of its tables \(users, transactions, login_events\)$/,
    ],
  ])("refuses a wrong %s in one line", async (_what, environment, message) => {
    const refused = open({ DATABASE_URL: `sqlite:${testDemoFile()}`, ...environment() });
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toThrow(ConfigError);
  });
});

describe("GET /api/v1/catalog", () => {
  test("tells tables, columns, synonyms and examples, and what is sensitive", async () => {
    const file = join(folder, "catalog.yaml");
    writeFileSync(file, readFileSync(DEMO_CATALOG_FILE, "utf8").replace("name: broker", "name: ours"));
    const { url, stop } = await startTestServer({ CATALOG_FILE: file });
    const answer = (await (await fetch(`${url}/api/v1/catalog`)).json()) as Record<string, unknown>;
    await stop();
    expect(answer).toMatchObject({
      name: "ours",
      dialect: "sqlite",
      domains: ["security", "compliance", "risk", "operations", "general"].map((name) => ({ name })),
      tables: [
        { name: "users", label: "customers", rowCount: 200 },
        { name: "transactions", rowCount: 4_000 },
        { name: "login_events", rowCount: 6_000 },
      ],
    });
    const { tables, examples } = answer as { tables: { columns: Record<string, unknown>[] }[]; examples: unknown[] };
    const columns = tables.flatMap((table) => table.columns);
    expect(columns.filter(({ sensitive }) => sensitive).map(({ name }) => name)).toEqual(["email", "ip_address"]);
    expect(columns.filter(({ nullable }) => nullable).map(({ name }) => name)).toEqual(["processed_at", "failure_reason"]);
    expect(columns.find(({ name }) => name === "kyc_status")).toMatchObject({ values: [{ value: "pending" }, {}, {}, {}] });
    expect(columns.find(({ name }) => name === "user_id")).toMatchObject({ references: { table: "users", column: "id" } });
    expect(examples.length).toBeGreaterThan(10);
  });
});
