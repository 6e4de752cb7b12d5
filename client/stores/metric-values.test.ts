import { expect, test } from "vitest";
import { emptyMetricValues, groupKey, takeValues, worstNow } from "./metric-values.ts";

const at = (second: number) => `2026-03-01T10:00:0${second}.000Z`;
const value = (country: string, number: number | null, second = 1, metricId = "m1") => ({
  metricId,
  group: { "attributes.country": country },
  value: number,
  windowEnd: at(second),
});

test("the newest value of a group replaces the one before, and other metrics are left as they were", () => {
  const first = takeValues(emptyMetricValues, [value("RO", 1), value("DE", 2), value("RO", 9, 1, "m2")]);
  const second = takeValues(first, [value("RO", 5, 2)]);
  expect(second.byMetric.get("m1")?.get(groupKey({ "attributes.country": "RO" }))?.value).toBe(5);
  expect(second.byMetric.get("m1")?.size).toBe(2);
  expect(second.byMetric.get("m2")).toBe(first.byMetric.get("m2"));
});

test("a metric with ever new groups does not grow without bound", () => {
  const many = Array.from({ length: 2_000 }, (_, n) => value(`C${n}`, n));
  expect(takeValues(emptyMetricValues, many).byMetric.get("m1")?.size).toBe(500);
});

test.each([
  ["nothing new", [], 40, "RO"],
  ["the same group further on", [value("RO", 44, 3)], 44, "RO"],
  ["the same group, but older than what was read", [value("RO", 99, 1)], 40, "RO"],
  ["another group that got further", [value("DE", 60, 3)], 60, "DE"],
  ["another group that did not", [value("DE", 10, 3)], 40, "RO"],
  ["a group without a value", [value("DE", null, 3)], 40, "RO"],
] as const)("the worst group after %s", (_what, items, number, country) => {
  const worst = { group: { "attributes.country": "RO" }, value: 40, windowEnd: at(2) };
  const groups = takeValues(emptyMetricValues, items).byMetric.get("m1");
  expect(worstNow(worst, groups, false)).toMatchObject({ value: number, group: { "attributes.country": country } });
});

test("below a floor the lowest is the worst", () => {
  const worst = { group: { "attributes.country": "RO" }, value: 40, windowEnd: at(2) };
  const groups = takeValues(emptyMetricValues, [value("DE", 10, 3), value("FR", 90, 3)]).byMetric.get("m1");
  expect(worstNow(worst, groups, true)?.value).toBe(10);
});
