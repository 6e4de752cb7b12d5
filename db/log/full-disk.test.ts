import { execFileSync } from "node:child_process";
import { existsSync, rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { allEntries, newEvent, temporaryFolder, until } from "../contract/fixtures.ts";
import { type EventLog, LogUnavailableError, type NewEvent } from "../ports.ts";
import { openSqliteLog } from "./sqlite-log.ts";

/** Only there, and only allowed, on some machines: where not, the bound of the file has to do. */
const MOUNT = "mount";
const UNMOUNT = "umount";
const MB = 1_048_576;
const BATCH = 50;

function heavyEvents(round: number): NewEvent[] {
  return Array.from({ length: BATCH }, (_, index) => newEvent({ id: `${round}-${index}`, attributes: { text: "x".repeat(1_000) } }));
}

/** Appends until the store refuses; returns how many appends it took. */
async function fillUp(log: EventLog): Promise<number> {
  for (let round = 0; round < 2_000; round++) {
    try {
      await log.append(heavyEvents(round), 1);
    } catch (error) {
      expect(error).toBeInstanceOf(LogUnavailableError);
      return round;
    }
  }
  throw new Error("never full");
}

/** Nothing of a refused append may be seen anywhere. */
function expectWhole(log: EventLog, appends: number): void {
  const entries = allEntries(log);
  expect(entries).toHaveLength(appends * BATCH);
  expect(entries.at(-1)?.seq ?? 0).toBe(appends * BATCH);
  expect(log.position().seq).toBe(appends * BATCH);
  expect(log.counters()).toEqual({ received: appends * (BATCH + 1), accepted: appends * BATCH, duplicates: 0, rejected: appends });
}

function canMount(): boolean {
  const folder = temporaryFolder();
  try {
    execFileSync(MOUNT, ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.path], { stdio: "ignore" });
    execFileSync(UNMOUNT, [folder.path], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  } finally {
    folder.remove();
  }
}

describe.runIf(canMount())("a full disk", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let log: EventLog | undefined;
  beforeEach(() => {
    folder = temporaryFolder();
    execFileSync(MOUNT, ["-t", "tmpfs", "-o", "size=12m", "tmpfs", folder.path]);
  });
  afterEach(async () => {
    await log?.close();
    execFileSync(UNMOUNT, [folder.path]);
    folder.remove();
  });

  test("refuses, gives up the ballast, and goes on once there is space", async () => {
    const file = join(folder.path, "log.sqlite");
    const filler = join(folder.path, "filler");
    writeFileSync(filler, Buffer.alloc(6 * MB));
    log = await openSqliteLog({ file, now: () => 1, ballastBytes: MB, minFreeBytes: 0, checkEveryMs: 10 });
    expect(existsSync(`${file}.ballast`)).toBe(true);
    const appends = await fillUp(log);
    expect(log.health()).toBe("full");
    expect(existsSync(`${file}.ballast`)).toBe(false);
    expectWhole(log, appends);
    await expect(log.append(heavyEvents(appends), 1)).rejects.toBeInstanceOf(LogUnavailableError);

    rmSync(filler);
    const open = log;
    await until(() => open.health() === "open");
    expect(existsSync(`${file}.ballast`)).toBe(true);
    await log.append(heavyEvents(appends), 1);
    expectWhole(log, appends + 1);
  });

  test("still lets old entries go, which makes room", async () => {
    const file = join(folder.path, "log.sqlite");
    const options = { file, now: () => 1, ballastBytes: MB, minFreeBytes: MB, checkEveryMs: 10 };
    log = await openSqliteLog(options);
    for (let round = 0; round < 40; round++) await log.append(heavyEvents(round), 1);
    await log.close();
    log = await openSqliteLog(options);
    const open = log;
    const size = statSync(file).size;
    const { bavail, bsize } = statfsSync(folder.path);
    writeFileSync(join(folder.path, "filler"), Buffer.alloc(bavail * bsize - 100_000));
    await until(() => open.health() === "full");
    expect(await log.retain({ beforeMs: 2, throughSeq: log.position().seq })).toBe(40 * BATCH - 1);
    expect(statSync(file).size).toBeLessThan(size / 2);
    await until(() => open.health() === "open");
    await log.append(heavyEvents(40), 1);
    expect(allEntries(log)).toHaveLength(1 + BATCH);
  });

  test("stops taking events before the store fails", async () => {
    const file = join(folder.path, "log.sqlite");
    log = await openSqliteLog({ file, now: () => 1, ballastBytes: MB, minFreeBytes: 4 * MB, checkEveryMs: 10 });
    const filler = join(folder.path, "filler");
    writeFileSync(filler, Buffer.alloc(8 * MB));
    const open = log;
    await until(() => open.health() === "full");
    expectWhole(log, await fillUp(log));
    rmSync(filler);
    await until(() => open.health() === "open");
    await log.append(heavyEvents(0), 1);
    expectWhole(log, 1);
  });
});

test("a file at its bound refuses whole commits and takes the next that fits", async () => {
  const folder = temporaryFolder();
  const options = { file: join(folder.path, "log.sqlite"), now: () => 1, ballastBytes: MB, minFreeBytes: 0 };
  const bounded = await openSqliteLog({ ...options, maxPages: 200 });
  const appends = await fillUp(bounded);
  expect(appends).toBeGreaterThan(0);
  expectWhole(bounded, appends);
  await until(() => bounded.health() === "open");
  const refused = [bounded.append(heavyEvents(appends), 1), bounded.append(heavyEvents(appends + 1), 1)];
  for (const append of refused) await expect(append).rejects.toBeInstanceOf(LogUnavailableError);
  expectWhole(bounded, appends);
  await bounded.close();

  const log = await openSqliteLog(options);
  expectWhole(log, appends);
  await log.append(heavyEvents(appends), 1);
  expectWhole(log, appends + 1);
  await log.close();
  folder.remove();
});
