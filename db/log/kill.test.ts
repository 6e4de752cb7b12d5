import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { scale } from "../../shared/testing/scale.ts";
import { allEntries, eventIds, temporaryFolder } from "../contract/fixtures.ts";
import { openSqliteLog } from "./sqlite-log.ts";

const KILLS = scale(5, 200);
const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const PRODUCER = fileURLToPath(new URL("../contract/retrying-producer.ts", import.meta.url));

/** Runs the producer from `first` on, kills it `delayMs` after its first acknowledgement, and returns what it acknowledged. */
function produceAndKill(file: string, first: number, delayMs: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", TSX, PRODUCER, file, String(first)], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    let complaint = "";
    let doomed = false;
    child.stderr.on("data", (text) => {
      complaint += text;
    });
    child.stdout.on("data", (text) => {
      said += text;
      if (!doomed) setTimeout(() => child.kill("SIGKILL"), delayMs);
      doomed = true;
    });
    child.on("close", (_, signal) => {
      if (signal !== "SIGKILL") return reject(new Error(complaint));
      // A last line without its end may be half a number.
      resolve(said.split("\n").slice(0, -1).map(Number));
    });
  });
}

test(`kill -9, ${KILLS} times: every acknowledged event is there once`, { timeout: scale(60_000, 1_200_000) }, async () => {
  const folder = temporaryFolder();
  const file = join(folder.path, "log.sqlite");
  const acknowledged = new Set<number>();
  let first = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    for (const id of await produceAndKill(file, first, Math.random() * 60)) acknowledged.add(id);
    while (acknowledged.has(first)) first++;
  }
  const log = await openSqliteLog({ file, now: Date.now, ballastBytes: 0, minFreeBytes: 0 });
  const entries = allEntries(log);
  const ids = eventIds(entries).map(Number);
  const stored = new Set(ids);
  expect(acknowledged.size).toBeGreaterThan(0);
  expect(ids).toHaveLength(stored.size);
  expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
  expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, index) => index + 1));
  const { received, accepted, duplicates, rejected } = log.counters();
  expect(accepted).toBe(entries.length);
  expect(received).toBe(accepted + duplicates + rejected);
  await log.close();
  folder.remove();
});
