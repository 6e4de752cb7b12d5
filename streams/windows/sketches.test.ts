import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scale } from "../../shared/testing/scale.ts";
import { DISTINCT_ERROR, DistinctSketch } from "./distinct-sketch.ts";
import { PERCENTILE_ERROR, QuantileSketch } from "./quantile-sketch.ts";

function distinctOf(values: readonly (string | number)[]): DistinctSketch {
  const sketch = new DistinctSketch();
  for (const value of values) sketch.add(value);
  return sketch;
}

function quantilesOf(values: readonly number[]): QuantileSketch {
  const sketch = new QuantileSketch();
  for (const value of values) sketch.add(value);
  return sketch;
}

/** Sizes on both sides of where exact counting ends. */
const words = fc.array(
  fc.integer({ min: 0, max: 100_000 }).map((n) => `user-${n}`),
  { maxLength: 700 },
);
const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 500 });

describe("a distinct sketch", () => {
  it("merges associatively and commutatively, to what the values themselves give", () => {
    fc.assert(
      fc.property(words, words, words, (a, b, c) => {
        const left = distinctOf(a);
        left.merge(distinctOf(b));
        left.merge(distinctOf(c));
        const right = distinctOf(c);
        const tail = distinctOf(b);
        tail.merge(distinctOf(a));
        right.merge(tail);
        const together = distinctOf([...a, ...b, ...c]);
        expect(left.estimate()).toBe(together.estimate());
        expect(right.estimate()).toBe(together.estimate());
      }),
      { numRuns: 60 },
    );
  });

  it("is exact for few values and tells 1 from its text", () => {
    expect(distinctOf([1, "1", "a", "a", 1]).estimate()).toBe(3);
  });

  it.each([300, 1_000, 10_000, scale(100_000, 1_000_000)])("is within four standard errors of %i", (count) => {
    const sketch = distinctOf(Array.from({ length: count }, (_, n) => `customer-${n}@example.com`));
    expect(Math.abs(sketch.estimate() / count - 1)).toBeLessThan(4 * DISTINCT_ERROR);
  });

  it("survives being saved", () => {
    const sketch = distinctOf(Array.from({ length: 1_000 }, (_, n) => n));
    expect(new DistinctSketch(structuredClone(sketch.snapshot())).estimate()).toBe(sketch.estimate());
  });
});

describe("a quantile sketch", () => {
  const RANKS = [0, 1, 25, 50, 90, 99, 100];

  it("merges associatively and commutatively, to what the values themselves give", () => {
    fc.assert(
      fc.property(numbers, numbers, numbers, (a, b, c) => {
        const left = quantilesOf(a);
        left.merge(quantilesOf(b));
        left.merge(quantilesOf(c));
        const right = quantilesOf(c);
        const tail = quantilesOf(b);
        tail.merge(quantilesOf(a));
        right.merge(tail);
        const together = quantilesOf([...a, ...b, ...c]);
        const read = (sketch: QuantileSketch) => RANKS.map((rank) => sketch.percentile(rank));
        expect(read(left)).toEqual(read(together));
        expect(read(right)).toEqual(read(together));
      }),
      { numRuns: 60 },
    );
  });

  it("is within its relative error of the true percentile, negative values and zeros included", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 900 }), (values) => {
        const sketch = quantilesOf(values);
        const sorted = [...values].sort((a, b) => a - b);
        for (const rank of RANKS) {
          const truth = sorted[Math.floor((rank / 100) * (sorted.length - 1))] ?? 0;
          const found = sketch.percentile(rank) ?? Number.NaN;
          expect(Math.abs(found - truth)).toBeLessThanOrEqual(Math.abs(truth) * PERCENTILE_ERROR * (1 + 1e-9) + 1e-9);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("survives being saved", () => {
    const sketch = quantilesOf(Array.from({ length: 1_000 }, (_, n) => n - 300));
    expect(new QuantileSketch(structuredClone(sketch.snapshot())).percentile(90)).toBe(sketch.percentile(90));
  });
});
