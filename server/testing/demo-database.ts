import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DemoOptions } from "../../db/demo/options.ts";
import { writeSqliteDemo } from "../../db/demo/sqlite-demo.ts";

const OPTIONS: DemoOptions = { users: 200, transactions: 4_000, logins: 6_000, days: 120, seed: 7, endMs: Date.UTC(2026, 9, 31) };
const SOURCES = fileURLToPath(new URL("../../db/demo/", import.meta.url));
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/crowsnest/", import.meta.url));

function version(): string {
  const hash = createHash("sha256").update(JSON.stringify(OPTIONS));
  for (const name of readdirSync(SOURCES).sort()) hash.update(readFileSync(join(SOURCES, name)));
  return hash.digest("hex").slice(0, 16);
}

let file: string | undefined;

/** Path of a small demo database that all tests read: made once, and again when its generator has changed. */
export function testDemoFile(): string {
  file ??= join(CACHE, `demo-${version()}.sqlite`);
  if (!existsSync(file)) writeSqliteDemo(file, OPTIONS);
  return file;
}
