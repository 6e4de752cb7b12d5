import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dispersion, median, poissonLimit, poissonSurprise, spread } from "./statistics.ts";

/** P(X > n) of a Poisson distribution, added up from its terms. */
function tail(n: number, e: number): number {
  let term = Math.exp(-e);
  let below = term;
  for (let k = 1; k <= n; k++) {
    term *= e / k;
    below += term;
  }
  return 1 - below;
}

describe("the surprise at a count", () => {
  it("is never more than the exact tail says", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0.1, max: 40, noNaN: true }), (n, e) => {
        const exact = tail(n - 1, e);
        // Below 1e-12 the sum of terms itself is not exact.
        if (exact > 1e-12) expect(poissonSurprise(n, e)).toBeLessThanOrEqual(-Math.log10(exact) + 1e-6);
      }),
    );
  });

  it("is none where there are no more than expected, and grows with the count", () => {
    expect(poissonSurprise(5, 5)).toBe(0);
    expect(poissonSurprise(4, 5)).toBe(0);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0.1, max: 500, noNaN: true }), (n, e) => {
        expect(poissonSurprise(n + 1, e)).toBeGreaterThanOrEqual(poissonSurprise(n, e));
      }),
    );
  });
});

describe("the largest count that chance explains", () => {
  it("has at most one chance in a thousand to be exceeded, and is the smallest such", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 40, noNaN: true }), (e) => {
        const limit = poissonLimit(e);
        expect(tail(limit, e)).toBeLessThanOrEqual(0.001 + 1e-12);
        if (limit > 0) expect(tail(limit - 1, e)).toBeGreaterThan(0.001 - 1e-12);
      }),
    );
  });

  it("is nothing where nothing is expected", () => {
    expect(poissonLimit(0)).toBe(0);
  });
});

describe("medians and spreads", () => {
  it("do not depend on the order", () => {
    const numbers = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1 });
    fc.assert(
      fc.property(numbers, (values) => {
        const turned = [...values].reverse();
        expect([median(turned), spread(turned)]).toEqual([median(values), spread(values)]);
      }),
    );
  });

  it("are those of the textbook", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBe(0);
    expect(spread([1, 1, 2, 2, 4, 6, 9])).toBeCloseTo(1.4826, 4);
    expect(dispersion([2, 4, 6])).toBe(1);
    expect(dispersion([0, 0, 0])).toBe(1);
  });
});
