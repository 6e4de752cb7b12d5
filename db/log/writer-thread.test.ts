import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { allEntries, newEvents, temporaryFolder } from "../contract/fixtures.ts";
import { LogUnavailableError } from "../ports.ts";
import { openOnWriter, openSqliteLog } from "./sqlite-log.ts";
import { startWriter } from "./writer-thread.ts";

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, "log.sqlite");
});
afterEach(() => folder.remove());

test("a writer that dies rejects what waits and all that comes", async () => {
  const writer = await startWriter({ file });
  const log = await openOnWriter({ file, now: () => 1, ballastBytes: 0, minFreeBytes: 0 }, writer);
  await log.append(newEvents(3, "a"), 0);
  const pending = [log.append(newEvents(9_000, "b"), 0), log.append(newEvents(9_000, "c"), 0), log.append(newEvents(1, "d"), 0)];
  const outcomes = Promise.allSettled(pending);
  await writer.terminate();
  for (const outcome of await outcomes) {
    if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(LogUnavailableError);
  }
  expect(log.health()).toBe("failed");
  expect((await outcomes).at(-1)?.status).toBe("rejected");
  await expect(log.append(newEvents(1, "e"), 0)).rejects.toBeInstanceOf(LogUnavailableError);
  await expect(log.appendControl({ kind: "metric.delete", metricId: "m", actor: "a" })).rejects.toBeInstanceOf(LogUnavailableError);
  await log.whenWritable();
  expect(await log.retain({ beforeMs: 2, throughSeq: 3 })).toBe(0);
  await expect(writer.forget({ beforeMs: 2, throughSeq: 3, giveBack: false })).rejects.toBeInstanceOf(LogUnavailableError);
  await log.close();

  const again = await openSqliteLog({ file, now: () => 1, ballastBytes: 0, minFreeBytes: 0 });
  expect(allEntries(again)).toHaveLength(again.counters().accepted);
  await again.close();
});

test("a log has one writer", async () => {
  const writer = await startWriter({ file });
  await expect(startWriter({ file, lockWaitMs: 50 })).rejects.toThrow("another process is writing");
  await writer.close();
  await (await startWriter({ file })).close();
});

test("a folder that is none is named as the reason", async () => {
  await expect(startWriter({ file: join(folder.path, "missing", "log.sqlite") })).rejects.toBeInstanceOf(LogUnavailableError);
});

test("a log of a newer layout is left alone", async () => {
  const { default: Database } = await import("better-sqlite3");
  const db = new Database(file);
  db.pragma("user_version = 999");
  db.close();
  await expect(startWriter({ file })).rejects.toThrow("layout 999");
});
