import type { AttributeValue, StoredEvent } from "../../shared/events.ts";
import type { Aggregate } from "../../shared/metrics.ts";
import { type AdditiveKind, SCALE } from "../windows/additive-rows.ts";
import { AdditiveWindow } from "../windows/additive-window.ts";
import { DistinctSketch, type DistinctSnapshot } from "../windows/distinct-sketch.ts";
import { ExtremeWindow } from "../windows/extreme-window.ts";
import type { PaneSnapshot, PaneWindow } from "../windows/pane-window.ts";
import { boundOfPercentile, QuantileSketch, type QuantileSnapshot } from "../windows/quantile-sketch.ts";
import { type SketchKind, SketchWindow } from "../windows/sketch-window.ts";
import { fieldReader } from "./fields.ts";
import { compilePredicate } from "./predicate.ts";

/** An aggregate kind with its field and conditions, ready to run. */
export interface CompiledAggregate {
  /** Makes a window by itself: one whose panes add up may also be a part of {@link AdditiveRows}. */
  readonly createWindow: (snapshot?: PaneSnapshot) => PaneWindow;
  /** Puts an event into a pane of a window that `createWindow` made; false when the event has nothing to add. */
  readonly record: (window: PaneWindow, pane: number, event: StoredEvent) => boolean;
  /** Where panes add up: how, and what an event adds, which is NaN when it has nothing to add. */
  readonly additive?: { readonly kind: AdditiveKind; readonly amountOf: (event: StoredEvent) => number };
  /** Its windows know a bound, so that for a `gt` a group whose bound is not beyond the threshold need not be looked at. */
  readonly bounded: boolean;
  /** Of no events it is 0 rather than without a value. */
  readonly zeroWhenEmpty: boolean;
}

const COUNT: AdditiveKind = { summands: "one", stride: 1, valueOf: (count) => count, boundOf: (count) => count };
const SUM: AdditiveKind = {
  summands: "value",
  stride: 2,
  valueOf: fixedPoint,
  boundOf: (whole, millionths, extra) => fixedPoint(whole, millionths) + extra,
};
const AVERAGE: AdditiveKind = {
  summands: "valueAndOne",
  stride: 3,
  valueOf: (whole, millionths, count) => (count === 0 ? null : average(whole, millionths, count)),
  boundOf: (_whole, _millionths, largest) => boundOfAverage(largest),
};
const RATIO: AdditiveKind = {
  summands: "share",
  stride: 2,
  valueOf: (met, all) => (all === 0 ? null : met / all),
  boundOf: (met) => (met === 0 ? 0 : 1),
};

/** No average is above the largest of its values but for their rounding to millionths and that of the division. */
function boundOfAverage(largest: number): number {
  return Math.max(largest, -1e12) + Math.abs(largest) * 1e-9 + 1 / SCALE;
}

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
    ...kind,
    valueOf: (s0, s1, s2) => (kind.valueOf(s0, s1, s2) ?? 0) / seconds,
    boundOf: (s0, s1, extra) => kind.boundOf(s0, s1, extra) / seconds,
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

function numberReader(field: string): (event: StoredEvent) => number | undefined {
  const read = fieldReader(field);
  return (event) => {
    const value = read(event);
    return typeof value === "number" ? value : undefined;
  };
}

function counting(kind: AdditiveKind): CompiledAggregate {
  return { ...additive(kind, () => 1), zeroWhenEmpty: true };
}

function summing(kind: AdditiveKind, field: string): CompiledAggregate {
  return { ...additive(kind, amountReader(field)), zeroWhenEmpty: true };
}

function averaging(field: string): CompiledAggregate {
  return { ...additive(AVERAGE, amountReader(field)), zeroWhenEmpty: false };
}

function share(aggregate: Aggregate): CompiledAggregate {
  const meets = compilePredicate(aggregate.where ?? []);
  return { ...additive(RATIO, (event) => (meets(event) ? 1 : 0)), zeroWhenEmpty: false };
}

function amountReader(field: string): (event: StoredEvent) => number {
  const read = fieldReader(field);
  return (event) => {
    const value = read(event);
    return typeof value === "number" ? value : Number.NaN;
  };
}

function additive(kind: AdditiveKind, amountOf: (event: StoredEvent) => number): Omit<CompiledAggregate, "zeroWhenEmpty"> {
  return {
    createWindow: (snapshot) => AdditiveWindow.alone(kind, snapshot),
    record: (window, pane, event) => {
      const amount = amountOf(event);
      if (Number.isNaN(amount)) return false;
      (window as AdditiveWindow).add(pane, amount);
      return true;
    },
    additive: { kind, amountOf },
    bounded: true,
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
    bounded: kind === "max",
    zeroWhenEmpty: false,
  };
}

const DISTINCT: SketchKind<AttributeValue, DistinctSketch> = {
  create: (snapshot) => new DistinctSketch(snapshot as DistinctSnapshot | undefined),
  valueOf: (sketch) => sketch.estimate() || null,
  boundOf: (sketch) => sketch.estimate(),
  valuesOf: (sketch) => sketch.values(),
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
    bounded: true,
    zeroWhenEmpty: false,
  };
}

function percentile(field: string, rank: number): CompiledAggregate {
  const read = numberReader(field);
  const kind: SketchKind<number, QuantileSketch> = {
    create: (snapshot) => new QuantileSketch(snapshot as QuantileSnapshot | undefined),
    valueOf: (sketch) => sketch.percentile(rank),
    boundOfLargest: boundOfPercentile,
  };
  return {
    createWindow: (snapshot) => new SketchWindow(kind, snapshot),
    record: (window, pane, event) => {
      const value = read(event);
      if (value === undefined) return false;
      (window as SketchWindow<number, QuantileSketch>).add(pane, value);
      return true;
    },
    bounded: true,
    zeroWhenEmpty: false,
  };
}
