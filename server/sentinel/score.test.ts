import fc from "fast-check";
import { expect, it } from "vitest";
import type { Candidate } from "./candidate.ts";
import { scoreOf } from "./score.ts";

const AS_OF = Date.UTC(2026, 9, 31, 23, 59, 59);

function candidateOf(values: Partial<Candidate> = {}): Candidate {
  return {
    group: "all",
    kind: "acute",
    title: "",
    baseline: "",
    magnitude: 1,
    userIds: [],
    breadth: 300,
    excessUsd: 61_500,
    window: { from: AS_OF - 3_600_000, to: AS_OF },
    newestAt: AS_OF,
    control: 1,
    evidence: { sql: "", columns: [], rows: [], rowCount: 0 },
    focus: "kind",
    traits: { networks: [], methods: [], countries: [] },
    recommendation: "",
    ...values,
  };
}

const candidates = fc
  .record({
    magnitude: fc.double({ min: -0.5, max: 2, noNaN: true }),
    breadth: fc.nat(100_000),
    excessUsd: fc.double({ min: -1e6, max: 1e9, noNaN: true }),
    newestAt: fc.integer({ min: AS_OF - 1e10, max: AS_OF + 1e9 }),
    control: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(candidateOf);

it("adds up: the score is the sum of the contributions to the cent, and lies from 0 to 100", () => {
  fc.assert(
    fc.property(candidates, (candidate) => {
      const { score, factors } = scoreOf(candidate, AS_OF);
      const cents = factors.reduce((total, { contribution }) => total + Math.round(contribution * 100), 0);
      expect(Math.round(score * 100)).toBe(cents);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(100);
    }),
  );
});

it("has contributions that are weight × value × gate of what is shown", () => {
  fc.assert(
    fc.property(candidates, (candidate) => {
      for (const { weight, value, gate, contribution } of scoreOf(candidate, AS_OF).factors) {
        expect(Math.abs(contribution - weight * value * gate)).toBeLessThanOrEqual(1e-6);
        expect(value).toBeLessThanOrEqual(1);
      }
    }),
  );
});

it("does not score by its size what is not out of the ordinary", () => {
  expect(scoreOf(candidateOf({ magnitude: 0 }), AS_OF).score).toBe(0);
});

it("never falls when there is more of a factor", () => {
  const more = fc.constantFrom<Partial<Candidate>>(
    { magnitude: 1 },
    { breadth: 1_000_000 },
    { excessUsd: 1e12 },
    { newestAt: AS_OF },
    { control: 1 },
  );
  fc.assert(
    fc.property(candidates, more, (candidate, change) => {
      expect(scoreOf({ ...candidate, ...change }, AS_OF).score).toBeGreaterThanOrEqual(
        scoreOf({ ...candidate, newestAt: Math.min(candidate.newestAt, AS_OF) }, AS_OF).score - 1e-9,
      );
    }),
  );
});

it("is, of an attack on 300 accounts worth 61,500 USD an hour ago, what the formula says", () => {
  const { factors, score } = scoreOf(candidateOf({ newestAt: AS_OF - 3_600_000 }), AS_OF);
  expect(factors.map(({ name, contribution }) => [name, contribution])).toEqual([
    ["magnitude", 40],
    ["exposure", 12.82],
    ["breadth", 12.39],
    ["recency", 9.71],
    ["control", 10],
  ]);
  expect(score).toBe(84.92);
});
