import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { isCron, startCron } from "./cron.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 9, 31, 5, 59, 58) });
});
afterEach(() => {
  vi.useRealTimers();
});

it("begins at its time in UTC, and never twice at once", async () => {
  const ends: (() => void)[] = [];
  const run = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
  const cron = startCron("*/2 6 * * *", run);
  expect(cron.nextAt()).toBe(Date.UTC(2026, 9, 31, 6));
  await vi.advanceTimersByTimeAsync(3_000);
  expect(run).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(run).toHaveBeenCalledTimes(1);
  ends[0]?.();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(run).toHaveBeenCalledTimes(2);
  ends[1]?.();
  await cron.stop();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(run).toHaveBeenCalledTimes(2);
});

it.each([
  ["0 6 * * *", true],
  ["30 0 6 * * 1-5", true],
  ["99 6 * * *", false],
  ["every day", false],
  ["0 6 * *", false],
])("knows whether %s is an expression: %s", (text, is) => {
  expect(isCron(text)).toBe(is);
});
