import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { sameRows } from "./same-rows.ts";

describe("sameRows", () => {
  test.each([
    ["the same", [[1, "a"]], [{ n: 1, name: "a" }]],
    ["other columns, in another order, and more of them", [[1, "a"]], [{ extra: true, name: "A", n: 1 }]],
    ["rows in another order", [[1], [2]], [{ n: 2 }, { n: 1 }]],
    ["booleans as 0 and 1", [[1], [0]], [{ flag: true }, { flag: false }]],
    ["a time in two forms", [["2026-10-31 23:45:16"]], [{ at: "2026-10-31T23:45:16.000Z" }]],
    ["a day and its midnight", [["2026-10-31"]], [{ at: "2026-10-31T00:00:00.000Z" }]],
    ["a month and its first day", [["2026-10"]], [{ month: "2026-10-01" }]],
    ["numbers as text", [["12.50"]], [{ n: 12.5 }]],
    ["half a cent apart", [[100.004]], [{ n: 100 }]],
    ["large numbers by their relative distance", [[12_345_678.9]], [{ n: 12_345_680 }]],
    ["one row of nothing, and no row", [[0, null]], []],
    ["no rows at all", [], []],
    ["an empty text, and null", [[""]], [{ a: null }]],
    [
      "nearly equal rows that rounding puts in another order",
      [
        [1.004, "b"],
        [1.006, "a"],
      ],
      [
        { n: 1.006, s: "b" },
        { n: 1.004, s: "a" },
      ],
    ],
  ])("takes for the same: %s", (_what, expected, data) => {
    expect(sameRows(expected, data)).toBe(true);
  });

  test.each([
    ["another number", [[1]], [{ n: 2 }]],
    ["rates that differ in the fourth place", [[0.0101]], [{ n: 0.0103 }]],
    ["a missing row", [[1], [2]], [{ n: 1 }]],
    ["a missing column", [[1, 2]], [{ n: 1 }]],
    ["one column for two", [[1, 1]], [{ n: 1, m: 2 }]],
    [
      "columns that fit one by one but not together",
      [
        [1, "a"],
        [2, "b"],
      ],
      [
        { n: 1, s: "b" },
        { n: 2, s: "a" },
      ],
    ],
    ["nothing where something was expected", [[3]], []],
    ["another day", [["2026-10-31"]], [{ at: "2026-10-30" }]],
    ["a year for a month", [["2026-10"]], [{ at: "2026" }]],
  ])("tells apart: %s", (_what, expected, data) => {
    expect(sameRows(expected, data)).toBe(false);
  });

  it("looks at the order where that was asked for", () => {
    expect(sameRows([[1], [2]], [{ n: 2 }, { n: 1 }], true)).toBe(false);
    expect(sameRows([[1], [2]], [{ n: 1 }, { n: 2 }], true)).toBe(true);
  });

  it("finds rows in themselves, shuffled and with a column more", () => {
    const cell = fc.oneof(fc.integer(), fc.constant(null), fc.string({ maxLength: 5 }), fc.boolean());
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.nat()), (expected, chance) => {
        const shuffled = expected
          .map((row) => ({ row, key: chance.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ row: [a, b] }) => ({ extra: "x", b, a }));
        expect(sameRows(expected, shuffled)).toBe(true);
      }),
    );
  });
});
