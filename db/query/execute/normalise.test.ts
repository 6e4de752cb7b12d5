import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell, Column } from "../../../shared/answers.ts";
import { normalise, uniqueNames } from "./normalise.ts";

function one(type: Column["type"], value: Cell): Cell | undefined {
  return normalise([{ name: "a", type }], [[value]]).rows[0]?.a;
}

describe("a value", () => {
  it.each<[Column["type"], Cell, Cell]>([
    ["number", "12.50", 12.5],
    ["number", "9223372036854775807", Number("9223372036854775807")],
    ["number", "NaN", null],
    ["number", "Infinity", null],
    ["number", true, 1],
    ["number", "n/a", "n/a"],
    ["number", "", ""],
    ["boolean", 1, true],
    ["boolean", 0, false],
    ["boolean", "t", true],
    ["boolean", "f", false],
    ["boolean", true, true],
    ["boolean", "maybe", "maybe"],
    ["timestamp", "2026-10-31 23:59:59", "2026-10-31T23:59:59.000Z"],
    ["timestamp", "2026-10-31 23:59:59.123456+00", "2026-10-31T23:59:59.123Z"],
    ["timestamp", "2026-10-31 23:59:59+05:30", "2026-10-31T18:29:59.000Z"],
    ["timestamp", "2026-10-31T23:59:59Z", "2026-10-31T23:59:59.000Z"],
    ["timestamp", "2026-10-31 23:59", "2026-10-31T23:59:00.000Z"],
    ["timestamp", "infinity", "infinity"],
    ["timestamp", "2026-13-45 99:99:99", "2026-13-45 99:99:99"],
    ["timestamp", 1_700_000_000, 1_700_000_000],
    ["date", "2026-10-31", "2026-10-31"],
    ["date", "2026-10-31 00:00:00", "2026-10-31"],
    ["date", "soon", "soon"],
    ["string", "12", "12"],
    ["string", 12, 12],
    ["string", null, null],
  ])("as %s: %j becomes %j", (type, value, expected) => expect(one(type, value)).toBe(expected));
});

it("what a column is may be seen from its values", () => {
  const { columns } = normalise(
    ["a", "b", "c", "d"].map((name) => ({ name })),
    [
      [1, "x", null, true],
      [null, 2, null, false],
    ],
  );
  expect(columns.map(({ type }) => type)).toEqual(["number", "string", "string", "boolean"]);
});

it("names are unique, however they were", () => {
  expect(uniqueNames(["a", "a", "a_2", "a"])).toEqual(["a", "a_2", "a_2_2", "a_3"]);
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a", "a_2", "a_3", "b", "__proto__")), (names) => {
      const unique = uniqueNames(names);
      expect(new Set(unique).size).toBe(names.length);
      const { rows } = normalise(
        names.map((name) => ({ name })),
        [names.map((_name, index) => index)],
      );
      expect(Object.keys(rows[0] ?? {})).toHaveLength(names.length);
    }),
  );
});
