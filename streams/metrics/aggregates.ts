import type { AttributeValue, StoredEvent } from "../../shared/events.ts";
import type { Aggregate } from "../../shared/metrics.ts";
import { type AdditiveKind, AdditiveWindow } from "../windows/additive-window.ts";
import { DistinctSketch, type DistinctSnapshot } from "../windows/distinct-sketch.ts";
import { ExtremeWindow } from "../windows/extreme-window.ts";
import type { PaneSnapshot, PaneWindow } from "../windows/pane-window.ts";
import { QuantileSketch, type QuantileSnapshot } from "../windows/quantile-sketch.ts";
import { type SketchKind, SketchWindow } from "../windows/sketch-window.ts";
import { fieldReader } from "./fields.ts";
import { compilePredicate } from "./predicate.ts";

/** An aggregate kind with its field and conditions, ready to run. */
export interface CompiledAggregate {
  readonly createWindow: (snapshot?: PaneSnapshot) => PaneWindow;
  /** Puts an event into a pane of a window that `createWindow` made; false when the event has nothing to add. */
  readonly record: (window: PaneWindow, pane: number, event: StoredEvent) => boolean;
  /** The aggregate only falls while nothing is added (count, rate, max), so that it need not be looked at for a `gt`. */
  readonly fallsWhenIdle: boolean;
  /** Of no events it is 0 rather than without a value. */
  readonly zeroWhenEmpty: boolean;
}

/** Sums are kept in units of 10⁻⁶. */
const SCALE = 1_000_000;
/** A value beyond ±10¹² counts as ±10¹² in sums and averages, which keeps every sum of 9,000 of them exact. */
const MAX_SUMMAND = 1e12;

const COUNT: AdditiveKind = { stride: 1, valueOf: (count) => count, boundOf: (count) => count };
const SUM: AdditiveKind = { stride: 2, valueOf: fixedPoint, boundOf: fixedPoint };
const AVERAGE: AdditiveKind = {
  stride: 3,
  valueOf: (whole, millionths, count) => (count === 0 ? null : average(whole, millionths, count)),
  boundOf: () => Number.POSITIVE_INFINITY,
};
const RATIO: AdditiveKind = {
  stride: 2,
  valueOf: (met, all) => (all === 0 ? null : met / all),
  boundOf: (met) => (met === 0 ? 0 : 1),
};

function fixedPoint(whole: number, millionths: number): number {
  return whole + millionths / SCALE;
}

/** One division of two integers where they are exact, so that the average of equal values is that value. */
function average(whole: number, millionths: number, count: number): number {
  const units = whole * SCALE + millionths;
  return Number.isSafeInteger(units) ? units / (count * SCALE) : fixedPoint(whole, millionths) / count;
}

function perSecond(kind: AdditiveKind, sizeMs: number): AdditiveKind {
  const seconds = sizeMs / 1000;
  return {
    stride: kind.stride,
    valueOf: (s0, s1, s2) => (kind.valueOf(s0, s1, s2) ?? 0) / seconds,
    boundOf: (s0, s1) => kind.boundOf(s0, s1) / seconds,
  };
}

/** Compiles an aggregate. `sizeMs` is the window's length, by which a rate divides. */
export function compileAggregate(aggregate: Aggregate, sizeMs: number): CompiledAggregate {
  switch (aggregate.kind) {
    case "count":
      return counting(COUNT);
    case "rate":
      return aggregate.field ? summing(perSecond(SUM, sizeMs), aggregate.field) : counting(perSecond(COUNT, sizeMs));
    case "sum":
      return summing(SUM, aggregate.field ?? "value");
    case "avg":
      return averaging(aggregate.field ?? "value");
    case "min":
    case "max":
      return extreme(aggregate.kind, aggregate.field ?? "value");
    case "ratio":
      return share(aggregate);
    case "distinct":
      return distinct(aggregate.field ?? "value");
    case "percentile":
      return percentile(aggregate.field ?? "value", aggregate.percentile ?? 50);
  }
}

function counting(kind: AdditiveKind): CompiledAggregate {
  return {
    createWindow: (snapshot) => new AdditiveWindow(kind, snapshot),
    record: (window, pane) => {
      (window as AdditiveWindow).add(pane, 1, 0, 0);
      return true;
    },
    fallsWhenIdle: true,
    zeroWhenEmpty: true,
  };
}

function numberReader(field: string): (event: StoredEvent) => number | undefined {
  const read = fieldReader(field);
  return (event) => {
    const value = read(event);
    return typeof value === "number" ? value : undefined;
  };
}

/** Splits a value into its whole part and its millionths, both integers of the value's sign. */
function addFixed(window: PaneWindow, pane: number, value: number): void {
  const bounded = Math.min(MAX_SUMMAND, Math.max(-MAX_SUMMAND, value));
  const whole = Math.trunc(bounded);
  (window as AdditiveWindow).add(pane, whole, Math.round((bounded - whole) * SCALE), 1);
}

function summing(kind: AdditiveKind, field: string): CompiledAggregate {
  return { ...additive(kind, field), fallsWhenIdle: true, zeroWhenEmpty: true };
}

function averaging(field: string): CompiledAggregate {
  return { ...additive(AVERAGE, field), fallsWhenIdle: false, zeroWhenEmpty: false };
}

function additive(kind: AdditiveKind, field: string): Pick<CompiledAggregate, "createWindow" | "record"> {
  const read = numberReader(field);
  return {
    createWindow: (snapshot) => new AdditiveWindow(kind, snapshot),
    record: (window, pane, event) => {
      const value = read(event);
      if (value === undefined) return false;
      addFixed(window, pane, value);
      return true;
    },
  };
}

function extreme(kind: "min" | "max", field: string): CompiledAggregate {
  const read = numberReader(field);
  return {
    createWindow: (snapshot) => new ExtremeWindow(kind, snapshot),
    record: (window, pane, event) => {
      const value = read(event);
      if (value === undefined) return false;
      (window as ExtremeWindow).add(pane, value);
      return true;
    },
    fallsWhenIdle: kind === "max",
    zeroWhenEmpty: false,
  };
}

const DISTINCT: SketchKind<AttributeValue, DistinctSketch> = {
  create: (snapshot) => new DistinctSketch(snapshot as DistinctSnapshot | undefined),
  valueOf: (sketch) => sketch.estimate() || null,
  boundOf: (sketch) => sketch.estimate(),
};

function distinct(field: string): CompiledAggregate {
  const read = fieldReader(field);
  return {
    createWindow: (snapshot) => new SketchWindow(DISTINCT, snapshot),
    record: (window, pane, event) => {
      const value = read(event);
      if (value === null) return false;
      (window as SketchWindow<AttributeValue, DistinctSketch>).add(pane, value);
      return true;
    },
    fallsWhenIdle: true,
    zeroWhenEmpty: false,
  };
}

function percentile(field: string, rank: number): CompiledAggregate {
  const read = numberReader(field);
  const kind: SketchKind<number, QuantileSketch> = {
    create: (snapshot) => new QuantileSketch(snapshot as QuantileSnapshot | undefined),
    valueOf: (sketch) => sketch.percentile(rank),
  };
  return {
    createWindow: (snapshot) => new SketchWindow(kind, snapshot),
    record: (window, pane, event) => {
      const value = read(event);
      if (value === undefined) return false;
      (window as SketchWindow<number, QuantileSketch>).add(pane, value);
      return true;
    },
    fallsWhenIdle: false,
    zeroWhenEmpty: false,
  };
}

function share(aggregate: Aggregate): CompiledAggregate {
  const meets = compilePredicate(aggregate.where ?? []);
  return {
    createWindow: (snapshot) => new AdditiveWindow(RATIO, snapshot),
    record: (window, pane, event) => {
      (window as AdditiveWindow).add(pane, meets(event) ? 1 : 0, 1, 0);
      return true;
    },
    fallsWhenIdle: false,
    zeroWhenEmpty: false,
  };
}
