import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqliteApp } from "../database.ts";
import { openSqliteLog } from "../log/sqlite-log.ts";
import { openDirectReader } from "./direct-reader.ts";
import { fitCatalog } from "./fit-catalog.ts";
import { readSchema } from "./introspect.ts";
import { loadCatalog, OWN_CATALOG_FILE } from "./load.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "own-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function fitted(file: string) {
  const reader = openDirectReader(file);
  const { catalog, problems } = fitCatalog(loadCatalog(OWN_CATALOG_FILE), await readSchema(reader));
  await reader.close();
  return { entities: catalog.entities.map(({ name }) => name), problems };
}

test("the alerts' database has all of its catalog but the events", async () => {
  const file = join(folder, "app.sqlite");
  await (await openSqliteApp({ file })).close();
  expect(await fitted(file)).toEqual({ entities: ["alerts", "anomalies", "metrics"], problems: ["log: the database has no such table"] });
});

test("the log has the events", async () => {
  const file = join(folder, "log.sqlite");
  await (await openSqliteLog({ file, now: () => 0 })).close();
  const { entities, problems } = await fitted(file);
  expect(entities).toEqual(["events"]);
  expect(problems).toHaveLength(3);
});
