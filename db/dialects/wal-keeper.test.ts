import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { effects, frame } from "../contract/app-fixtures.ts";
import { temporaryFolder, until } from "../contract/fixtures.ts";
import { openSqliteApp } from "../database.ts";

test("the write-ahead log is moved by a thread while the database is open", async () => {
  const folder = temporaryFolder();
  const file = join(folder.path, "app.sqlite");
  const app = await openSqliteApp({ file });
  const before = statSync(file).size;
  await app.effects.commit(effects({ frames: Array.from({ length: 200 }, () => frame("alerts", `"${"x".repeat(1_000)}"`)) }));
  // Far fewer pages than would make the writing connection move them.
  expect(statSync(file).size).toBe(before);
  await until(() => statSync(file).size > before + 200_000);
  await app.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
  folder.remove();
});
