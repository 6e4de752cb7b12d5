import { expect, test } from "vitest";
import { parseSeedOptions } from "./options.ts";

const NOW = Date.UTC(2026, 9, 31, 17, 5);

test("ends with the last whole UTC day unless told otherwise", () => {
  expect(parseSeedOptions([], NOW)).toEqual({
    demo: { users: 2_000, transactions: 60_000, logins: 90_000, days: 120, seed: 42, endMs: Date.UTC(2026, 9, 31) },
    databaseUrl: undefined,
  });
  expect(parseSeedOptions(["--help"], NOW)).toBe("help");
});

test.each([
  ["2026-01-02", Date.UTC(2026, 0, 2)],
  ["2026-01-02T03:04:05.6Z", Date.UTC(2026, 0, 2, 3, 4, 5)],
  ["2026-01-02T03:04:05+01:00", Date.UTC(2026, 0, 2, 2, 4, 5)],
])("takes the end %s", (text, endMs) => {
  expect(parseSeedOptions(["--end", text, "--users", "5"], NOW)).toMatchObject({ demo: { endMs, users: 5 } });
});

test.each([
  [["--users", "0"], /^--users: expected a whole number from 1/],
  [["--seed", "-1"], /--seed/],
  [["--days", "1.5"], /^--days: /],
  [["--end", "yesterday"], /^--end: expected a day/],
  [["--end", "2026-02-30"], /^--end: /],
  [["--size", "1"], /--size/],
  [["5"], /5/],
])("refuses %j", (args, message) => {
  expect(() => parseSeedOptions(args, NOW)).toThrow(message);
});
