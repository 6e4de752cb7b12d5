import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredEvent } from "../../shared/events.ts";
import type { Aggregate } from "../../shared/metrics.ts";
import { compileAggregate } from "../metrics/aggregates.ts";
import { eventOf, T0 } from "../testing/fixtures.ts";
import { naiveAggregate } from "../testing/naive-settled.ts";

const SLIDE = 1_000;
const SIZE = 10_000;

const AGGREGATES: Aggregate[] = [
  { kind: "count" },
  { kind: "sum", field: "value" },
  { kind: "avg", field: "value" },
  { kind: "min", field: "value" },
  { kind: "max", field: "value" },
  { kind: "rate" },
  { kind: "distinct", field: "value" },
  { kind: "percentile", field: "value", percentile: 90 },
  { kind: "ratio", where: [{ field: "value", op: "gt", value: 0 }] },
];

type Step = { kind: "add"; back: number; value: number } | { kind: "forward"; by: number };

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("add" as const), back: fc.nat(12), value: fc.integer({ min: -5_000, max: 5_000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("forward" as const), by: fc.integer({ min: 1, max: 14 }) }) },
);

/** Moves a window along like the engine does and compares every value it gives with one computed from the events. */
function compare(aggregate: Aggregate, steps: readonly Step[]): void {
  const { createWindow, record } = compileAggregate(aggregate, SIZE);
  let window = createWindow();
  const base = Math.floor(T0 / SLIDE);
  let current = base + 100;
  let events: StoredEvent[] = [];
  for (const action of steps) {
    if (action.kind === "forward") {
      current += action.by;
      window.expire(current - 21);
      events = events.filter((event) => Math.floor(event.timestamp / SLIDE) >= current - 21);
      if (action.by === 7) window = createWindow(structuredClone(window.snapshot()));
    } else {
      const pane = current - action.back;
      const event = eventOf(0, { timestamp: pane * SLIDE, value: action.value / 8 });
      record(window, pane, event);
      events.push(event);
    }
    for (const [view, to] of [
      ["live", current],
      ["settled", current - 11],
    ] as const) {
      const inside = events.filter((event) => Math.floor(event.timestamp / SLIDE) > to - 10 && Math.floor(event.timestamp / SLIDE) <= to);
      expect(window.value(view, to - 9, to)).toEqual(naiveAggregate(aggregate, inside, SIZE));
    }
    const whole = naiveAggregate(aggregate, events, SIZE);
    if (whole !== null && aggregate.kind !== "min") expect(window.bound()).toBeGreaterThanOrEqual(whole);
  }
}

describe("a window's panes", () => {
  it.each(AGGREGATES)("give the same $kind as the events themselves, in any order of arrival", (aggregate) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => compare(aggregate, steps)),
      { numRuns: 150 },
    );
  });

  it("keep nothing of a value that has left", () => {
    const { createWindow, record } = compileAggregate({ kind: "sum", field: "value" }, SIZE);
    const window = createWindow();
    record(window, 1, eventOf(0, { value: 9e11 + 0.123456 }));
    record(window, 5, eventOf(0, { value: 0.1 }));
    record(window, 6, eventOf(0, { value: 0.2 }));
    window.value("live", 0, 6);
    expect(window.value("live", 2, 8)).toBe(0.3);
    window.expire(5);
    expect(window.value("live", 5, 9)).toBe(0.3);
  });

  it("averages equal values to that value", () => {
    const { createWindow, record } = compileAggregate({ kind: "avg", field: "value" }, SIZE);
    const window = createWindow();
    for (let i = 0; i < 3; i++) record(window, 1, eventOf(0, { value: 0.1 }));
    expect(window.value("live", 1, 1)).toBe(0.1);
  });

  it("bounds a value too large for exact sums, and forgets it like any other", () => {
    const { createWindow, record } = compileAggregate({ kind: "sum", field: "value" }, SIZE);
    const window = createWindow();
    record(window, 1, eventOf(0, { value: 1e300 }));
    expect(window.value("live", 0, 1)).toBe(1e12);
    record(window, 3, eventOf(0, { value: 1 }));
    expect(window.value("live", 2, 3)).toBe(1);
  });
});
