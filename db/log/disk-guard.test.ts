import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../contract/fixtures.ts";
import { DiskGuard } from "./disk-guard.ts";

let folder: ReturnType<typeof temporaryFolder>;
let free: number | Error;
let guard: DiskGuard;
let ballast: string;

beforeEach(() => {
  folder = temporaryFolder();
  ballast = join(folder.path, "ballast");
  free = 10_000;
  guard = new DiskGuard({
    ballastFile: ballast,
    ballastBytes: 100,
    minFreeBytes: 1_000,
    freeSpace: async () => {
      if (free instanceof Error) throw free;
      return free;
    },
    checkEveryMs: 3_600_000,
  });
});
afterEach(async () => {
  await guard.stop();
  folder.remove();
});

test("keeps a ballast while there is space", async () => {
  await guard.start();
  expect(guard.full).toBe(false);
  expect(statSync(ballast).size).toBe(100);
});

test("gives the ballast up below the bound, and takes it back only when there is room for two", async () => {
  await guard.start();
  free = 999;
  await guard.check();
  expect([guard.full, existsSync(ballast)]).toEqual([true, false]);
  free = 1_199;
  await guard.check();
  expect([guard.full, existsSync(ballast)]).toEqual([true, false]);
  free = 1_200;
  await guard.check();
  expect([guard.full, existsSync(ballast)]).toEqual([false, true]);
});

test("a store that ran full counts as full at once, whatever the file system says", async () => {
  await guard.start();
  guard.ranFull();
  expect([guard.full, existsSync(ballast)]).toEqual([true, false]);
  await guard.check();
  expect([guard.full, existsSync(ballast)]).toEqual([false, true]);
});

test("starts full on a full disk, and without a ballast on a tight one", async () => {
  free = 10;
  await guard.start();
  expect([guard.full, existsSync(ballast)]).toEqual([true, false]);
  await guard.stop();
  free = 1_100;
  const tight = new DiskGuard({
    ballastFile: ballast,
    ballastBytes: 100,
    minFreeBytes: 1_000,
    freeSpace: async () => 1_100,
    checkEveryMs: 3_600_000,
  });
  await tight.start();
  expect([tight.full, existsSync(ballast)]).toEqual([false, false]);
  await tight.stop();
});

test("a file system that does not answer changes nothing", async () => {
  await guard.start();
  free = new Error("no statfs");
  await guard.check();
  expect([guard.full, existsSync(ballast)]).toEqual([false, true]);
});
