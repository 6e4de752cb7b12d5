import { expect, test } from "vitest";
import { durationWords, formatAgo, formatLag, formatNumber, formatRate, formatSpan, plural } from "./format.ts";
import { clock, moment } from "./time-text.ts";

test.each([
  [0, "0"],
  [57, "57"],
  [1_204, "1,204"],
  [12_345.678, "12,346"],
  [5.4321, "5.43"],
  [0.034567, "0.0346"],
  [-1_500, "-1,500"],
])("number %f is %s", (value, text) => expect(formatNumber(value)).toBe(text));

test.each([
  [0, "0"],
  [0.42, "0.4"],
  [9, "9"],
  [204.6, "205"],
  [2_000, "2,000"],
])("rate %f is %s", (value, text) => expect(formatRate(value)).toBe(text));

test.each([
  [4, "4 ms"],
  [1_340, "1.3 s"],
  [120_000, "2 min"],
])("lag %i is %s", (ms, text) => expect(formatLag(ms)).toBe(text));

test.each([
  [999, "0s"],
  [59_000, "59s"],
  [192_000, "3m 12s"],
  [7_500_000, "2h 5m"],
  [97_200_000, "1d 3h"],
])("span %i is %s", (ms, text) => expect(formatSpan(ms)).toBe(text));

test.each([
  [0, "now"],
  [-5_000, "now"],
  [12_000, "12 s ago"],
  [185_000, "3 min ago"],
  [7_200_000, "2 h ago"],
  [3 * 86_400_000, "3 d ago"],
])("%i ms before is %s", (age, text) => expect(formatAgo(1_000_000_000 - age, 1_000_000_000)).toBe(text));

test.each([
  ["5m", "5 min"],
  ["90s", "90 s"],
  ["24h", "1 d"],
  ["500ms", "500 ms"],
])("duration %s is %s", (duration, text) => expect(durationWords(duration)).toBe(text));

test("one and many", () => {
  expect(plural(1, "change")).toBe("1 change");
  expect(plural(1_204, "change")).toBe("1,204 changes");
});

test("a moment of another day carries its date", () => {
  const noon = Date.parse("2026-03-01T12:00:00.000Z");
  expect(clock(noon, "utc")).toBe("12:00:00");
  expect(moment(noon, noon + 3_600_000, "utc")).toBe("12:00:00");
  expect(moment(noon, noon + 86_400_000, "utc")).toBe("1 Mar, 12:00:00");
});
