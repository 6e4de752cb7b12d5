import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../db/demo/random.ts";
import { createTableSql, DEMO_TABLES } from "../../db/demo/schema.ts";
import { createPostgresDatabase, type TestDatabase } from "../../db/testing/postgres.ts";
import type { SentinelReport } from "../../shared/sentinel.ts";
import { scale } from "../../shared/testing/scale.ts";
import { INCIDENTS } from "./testing/incidents.ts";
import { type PlantedDatabase, plantedDatabase, scanRequest, testScanner } from "./testing/planted-database.ts";

const ROWS_AT_ONCE = 1_000;

let database: PlantedDatabase;
let first: Pick<SentinelReport, "fingerprint" | "findings" | "missions" | "correlations" | "narrative">;

async function scanned(place: string, asOf: number): Promise<typeof first> {
  const { scanner, close } = testScanner(place);
  try {
    return await scanner.run(scanRequest(scanner, asOf, { id: `scan-${place.length}`, startedAt: Date.now() }));
  } finally {
    await close();
  }
}

/** What is different, where a fingerprint alone would not say. */
function comparable({ findings, missions, correlations, narrative, fingerprint }: typeof first) {
  return {
    missions: missions.map(({ id, status, rowCount, score }) => [id, status, rowCount, score]),
    findings: findings.map(({ missionIds, factors, affected, evidence: { columns, rows } }) => [
      missionIds,
      factors,
      affected,
      columns,
      rows,
    ]),
    correlations: correlations.map(({ title, shared, score }) => [title, shared, score]),
    narrative,
    fingerprint,
  };
}

beforeAll(async () => {
  database = plantedDatabase(5);
  for (const [name, plant] of Object.entries(INCIDENTS)) plant(database, createRandom(5, name));
  first = await scanned(database.file, database.asOf);
});
afterAll(() => database?.close());

describe("a scan of the same data has the same fingerprint", () => {
  afterEach(() => {
    delete process.env.TZ;
    delete process.env.LANG;
  });

  it("every time", async () => {
    expect(first.findings.length).toBeGreaterThan(12);
    for (let run = 0; run < scale(2, 10); run++)
      expect(await scanned(database.file, database.asOf)).toMatchObject({ fingerprint: first.fingerprint });
  });

  it.each([
    ["Pacific/Auckland", "tr_TR.UTF-8"],
    ["America/St_Johns", "de_DE.UTF-8"],
  ])("in the time zone %s and the language %s", async (zone, language) => {
    process.env.TZ = zone;
    process.env.LANG = language;
    expect(new Date(0).getHours()).not.toBe(0);
    expect(comparable(await scanned(database.file, database.asOf))).toEqual(comparable(first));
  });

  it("in whatever order the rows are stored", async () => {
    database.run("PRAGMA foreign_keys = OFF");
    for (const table of ["users", "transactions", "login_events"]) {
      database.run(`CREATE TABLE shuffled AS SELECT * FROM ${table} ORDER BY (id * 2654435761) % 4294967296`);
      database.run(`DROP TABLE ${table}`);
      database.run(`ALTER TABLE shuffled RENAME TO ${table}`);
    }
    expect(comparable(await scanned(database.file, database.asOf))).toEqual(comparable(first));
  });
});

describe("on Postgres", () => {
  let postgres: TestDatabase;
  beforeAll(async () => {
    postgres = await createPostgresDatabase();
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    await client.query("SET TIME ZONE 'UTC'");
    for (const table of DEMO_TABLES) {
      await client.query(createTableSql(table, "postgres"));
      const names = table.columns.map(({ name }) => name);
      const cells = database
        .rows(table.name)
        .map((row) => table.columns.map(({ name, kind }) => (kind === "boolean" ? row[name] === 1 : (row[name] ?? null))));
      for (let from = 0; from < cells.length; from += ROWS_AT_ONCE) {
        const chunk = cells.slice(from, from + ROWS_AT_ONCE);
        const places = chunk.map((_row, at) => `(${names.map((_name, index) => `$${at * names.length + index + 1}`).join(", ")})`);
        await client.query(`INSERT INTO ${table.name} (${names.join(", ")}) VALUES ${places.join(", ")}`, chunk.flat());
      }
    }
    await client.query("ANALYZE");
    await client.end();
  });
  afterAll(() => postgres?.drop());

  it("it is the same too", async () => {
    expect(comparable(await scanned(postgres.url, database.asOf))).toEqual(comparable(first));
  });
});
