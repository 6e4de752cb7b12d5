import { expect, it } from "vitest";
import type { MetricFrame } from "../../shared/socket.ts";
import { CONFLATED_ITEMS, conflate } from "./conflate.ts";

const item = (metricId: string, country: string, value: number) => ({
  metricId,
  group: { "attributes.country": country },
  value,
  windowEnd: "2026-01-01T00:00:00.000Z",
});

it("keeps the newest value of every group", () => {
  const older = { items: [item("m", "RO", 1), item("m", "DE", 2)], omitted: 3 };
  const newer = { items: [item("m", "RO", 9)], omitted: 1 };
  expect(conflate("metrics", older, newer)).toEqual({ items: [item("m", "RO", 9), item("m", "DE", 2)], omitted: 4 });
});

it("bounds a conflated frame and counts the rest", () => {
  const frame = (from: number) => ({ items: Array.from({ length: 400 }, (_, n) => item("m", `c${from + n}`, n)), omitted: 0 });
  const merged = conflate("metrics", frame(0), frame(400)) as MetricFrame;
  expect(merged.items).toHaveLength(CONFLATED_ITEMS);
  expect(merged.omitted).toBe(800 - CONFLATED_ITEMS);
});

it("never lets an older value push a newer one out", () => {
  const group = (n: number) => item("m", `c${n}`, n);
  const older = { items: Array.from({ length: CONFLATED_ITEMS }, (_, n) => group(n)), omitted: 0 };
  const newer = { items: [item("m", "c0", 77), item("m", "fresh", 1)], omitted: 0 };
  const merged = conflate("metrics", older, newer) as MetricFrame;
  expect(merged.items.slice(0, 3)).toEqual([item("m", "c0", 77), item("m", "fresh", 1), group(1)]);
  expect(merged).toMatchObject({ omitted: 1, items: { length: CONFLATED_ITEMS } });
});

it("counts events that were not shown and replaces a status", () => {
  expect(conflate("events", { items: [1, 2], skipped: 5 }, { items: [3], skipped: 1 })).toEqual({ items: [3], skipped: 8 });
  expect(conflate("status", { pending: 1 }, { pending: 2 })).toEqual({ pending: 2 });
});
