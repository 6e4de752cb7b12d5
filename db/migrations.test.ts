import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "./contract/fixtures.ts";
import { sqliteDataSource } from "./dialects/sqlite.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

test("the migrations make what the entities say", async () => {
  const dataSource = await sqliteDataSource(join(folder.path, "app.sqlite")).initialize();
  await dataSource.runMigrations();
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
  const tables = await dataSource.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name");
  expect(tables.map(({ name }: { name: string }) => name)).toEqual(
    [...dataSource.entityMetadatas.map((entity) => entity.tableName), "migrations"].sort(),
  );
  await dataSource.destroy();
});

test("they run once, and can be undone", async () => {
  const dataSource = await sqliteDataSource(join(folder.path, "app.sqlite")).initialize();
  const ran = await dataSource.runMigrations();
  expect(await dataSource.runMigrations()).toEqual([]);
  for (const _ of ran) await dataSource.undoLastMigration();
  expect(await dataSource.query("SELECT name FROM sqlite_master WHERE name LIKE '%alert%'")).toEqual([]);
  await dataSource.destroy();
});
