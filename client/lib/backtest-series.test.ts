import fc from "fast-check";
import { expect, test } from "vitest";
import { backtestLines, firingMs, roundStep, roundTo, valueRange } from "./backtest-series.ts";

const at = (minute: number) => `2026-03-01T10:0${minute}:00.000Z`;
const group = (country: string) => ({ "attributes.country": country });

test("groups with other times share one axis, and what is not known is a gap", () => {
  const series = [
    {
      group: group("RO"),
      points: [
        { at: at(0), value: 1 },
        { at: at(2), value: 3 },
      ],
    },
    {
      group: group("DE"),
      points: [
        { at: at(1), value: null },
        { at: at(2), value: 5 },
      ],
    },
  ];
  const lines = backtestLines({ series, omittedGroups: 4 });
  expect(lines.times.map((time) => new Date(time * 1_000).toISOString())).toEqual([at(0), at(1), at(2)]);
  expect(lines.values).toEqual([
    [1, null, 3],
    [null, null, 5],
  ]);
  expect(lines).toMatchObject({ shown: 2, omitted: 4 });
});

test.each([
  [[[1, 2, null]], 10, 0, 10],
  [[[40]], 10, 0, 40],
  [[[-5, 5]], undefined, -5, 5],
  [[], undefined, 0, 0],
] as const)("a plot of %j with the threshold %s has room for %s to %s", (values, threshold, low, high) => {
  const [bottom, top] = valueRange({ values }, threshold);
  expect(bottom).toBeLessThanOrEqual(low);
  expect(top).toBeGreaterThan(high);
});

test("a step is round and divides the range into a hundred to two hundred parts or so", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (size) => {
      const step = roundStep([0, size]);
      expect(size / step).toBeGreaterThan(50);
      expect(size / step).toBeLessThanOrEqual(201);
      expect(["1", "2", "5"]).toContain(
        Number(step.toPrecision(12))
          .toExponential()
          .replace(/[.e].*/, ""),
      );
    }),
  );
});

test.each([
  [0.1 + 0.2, 0.1, 0.3],
  [47.6, 5, 50],
  [-3.26, 0.05, -3.25],
])("%s in steps of %s is %s", (value, step, expected) => {
  expect(roundTo(value, step)).toBe(expected);
});

test("an alert that has not ended fires to the end of the range", () => {
  expect(
    firingMs(
      [
        { from: at(0), to: at(1) },
        { from: at(2), to: null },
      ],
      at(5),
    ),
  ).toBe(240_000);
});
