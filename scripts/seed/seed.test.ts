import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";

const SCRIPT = fileURLToPath(new URL("../seed.ts", import.meta.url));
const SMALL = ["--users", "30", "--transactions", "200", "--logins", "100", "--end", "2026-10-31"];

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "seed-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function seed(...args: readonly string[]) {
  const env = { PATH: process.env.PATH, DATA_DIR: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", SCRIPT, ...args], { env, encoding: "utf8" });
  return { status, stdout, stderr };
}

test("fills the data folder's demo database, and tells what with", () => {
  const { status, stdout } = seed(...SMALL);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^30 users, 200 transactions, 100 logins of 120 days, --seed 42 --end 2026-10-31T00:00:00\.000Z\n/);
  expect(stdout).toMatch(/100 % {2}330 of 330 rows\nfilled .*demo\.sqlite in \d+\.\d s\n$/);
  const db = new Database(join(folder, "demo.sqlite"), { readonly: true });
  expect(db.prepare("SELECT count(*) AS n FROM transactions").get()).toEqual({ n: 200 });
  db.close();
});

test("says in one line why it does not, and leaves the file alone", () => {
  const file = join(folder, "other.sqlite");
  writeFileSync(file, "somebody's");
  const { status, stderr } = seed(...SMALL, "--database-url", `sqlite:${file}`);
  expect(status).toBe(1);
  expect(stderr).toBe(`${file} was not made by Crowsnest's demo seed, and nothing is written to it\n`);
  expect(readFileSync(file, "utf8")).toBe("somebody's");
  expect(seed("--users", "none")).toMatchObject({ status: 1, stderr: expect.stringMatching(/^--users: .*\n$/) });
});
