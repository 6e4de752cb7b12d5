import fc from "fast-check";
import { expect, it } from "vitest";
import { type Cell, type SurgeRules, surgesIn } from "./surge-cells.ts";

const RULES: SurgeRules = { perDay: 24, historyDays: 28, recent: 24, minimum: 8, shift: 1, share: false, money: false };

function cell(key: string, back: number, n: number, total = n, usd = 0): Cell {
  return { key, back, n, total, top: 0, usd };
}

/** The same hour of the days before, `n` each. */
function past(key: string, back: number, n: number, total = n, usd = 0): Cell[] {
  return Array.from({ length: 28 }, (_, day) => cell(key, back + (day + 1) * 24, n, total, usd));
}

it("finds what was never there before, with how much was expected", () => {
  const [surge, ...more] = surgesIn([cell("RO", 2, 600)], RULES);
  expect(more).toEqual([]);
  expect(surge).toMatchObject({ key: "RO", newest: 2, oldest: 2, n: 600, magnitude: 1 });
  expect(surge?.expected).toBeLessThan(0.1);
});

it("finds nothing in a day that is like every other", () => {
  const counts = fc.array(fc.integer({ min: 8, max: 200 }), { minLength: 24, maxLength: 24 });
  fc.assert(
    fc.property(counts, (hours) => {
      const cells = hours.flatMap((n, back) => [cell("DE", back, n), ...past("DE", back, n)]);
      expect(surgesIn(cells, RULES)).toEqual([]);
    }),
  );
});

it("compares with the same window of the days before, not with the window before", () => {
  const busyAtNoon = [cell("DE", 12, 100), ...past("DE", 12, 100), cell("DE", 13, 10), ...past("DE", 13, 10)];
  expect(surgesIn(busyAtNoon, RULES)).toEqual([]);
});

it("takes neighbouring windows together, and keeps keys apart", () => {
  const found = surgesIn([cell("RO", 3, 60), cell("RO", 4, 60), cell("RO", 9, 60), cell("US", 5, 60)], RULES);
  expect(found.map(({ key, newest, oldest, n }) => [key, newest, oldest, n])).toEqual([
    ["RO", 3, 4, 120],
    ["RO", 9, 9, 60],
    ["US", 5, 5, 60],
  ]);
});

it("compares a share with the share of the past, whatever the number of all", () => {
  const rules = { ...RULES, share: true };
  const usual = past("card", 1, 1, 20);
  expect(surgesIn([cell("card", 1, 41, 60), ...usual], rules)[0]?.expected).toBeCloseTo(3.2, 0);
  // Ten times as many payments, failing as often as ever.
  expect(surgesIn([cell("card", 1, 10, 200), ...usual], rules)).toEqual([]);
});

it("expects more of everything when everything has moved", () => {
  const cells = [cell("DE", 1, 80), ...past("DE", 1, 20)];
  const [plain] = surgesIn(cells, RULES);
  expect(plain?.magnitude).toBeGreaterThan(0);
  expect(surgesIn(cells, { ...RULES, shift: 4 })).toEqual([]);
});

it("does not depend on the order of the cells", () => {
  const cells = [cell("RO", 3, 60), cell("RO", 4, 60), cell("US", 5, 90), ...past("US", 5, 4)];
  fc.assert(
    fc.property(fc.shuffledSubarray(cells, { minLength: cells.length }), (shuffled) => {
      expect(surgesIn(shuffled, RULES)).toEqual(surgesIn(cells, RULES));
    }),
  );
});

it("does not take one large payment for a wave of money, and many for one", () => {
  const rules = { ...RULES, money: true };
  const before = past("card", 0, 20, 20, 3_000);
  const now = { ...cell("card", 0, 21, 21, 403_000), top: 400_000 };
  expect(surgesIn([now, ...before], rules)).toEqual([]);
  expect(surgesIn([{ ...now, top: 30_000 }, ...before], rules)).toMatchObject([{ key: "card", magnitude: 1 }]);
});

it("takes in the beginning of a surge that lies across the edge of a window", () => {
  const [surge] = surgesIn([cell("RO", 2, 600), cell("RO", 3, 4)], RULES);
  expect(surge).toMatchObject({ newest: 2, oldest: 3, n: 604 });
});
