import type { Aggregate, AggregateKind, Filter, Metric, ThresholdOp } from "../../shared/metrics.ts";
import { windowMs } from "../../shared/metrics.ts";
import { durationMs } from "../../shared/time.ts";
import { DETECTORS, type Detector, TOLERANCE } from "../anomalies/detectors.ts";
import { type CompiledAggregate, compileAggregate } from "./aggregates.ts";
import { compileGrouping, type Grouping } from "./group-key.ts";
import { memoized } from "./memo.ts";
import { compilePredicate, type Predicate } from "./predicate.ts";
import { unindexed } from "./predicate-index.ts";

/** What fills a metric's windows. Metrics of one shape share them. All times are in ms. */
export interface WindowShape {
  /** Equal for metrics that fill the same windows. */
  readonly shapeKey: string;
  /** Equal for metrics that select and group events alike. */
  readonly selectionKey: string;
  readonly select: { readonly types: readonly string[]; readonly where?: readonly Filter[] | undefined };
  /** Whether an event that the index has found is selected. */
  readonly selects: Predicate;
  readonly grouping: Grouping;
  readonly aggregate: CompiledAggregate;
  readonly slideMs: number;
  /** Panes of a window: size / slide. */
  readonly panes: number;
  /** Panes that an on-time event may lie behind the current one: lateness / slide, rounded up. */
  readonly latePanes: number;
}

/** A metric's definition turned into functions and numbers. */
export interface CompiledMetric extends WindowShape {
  readonly metric: Metric;
  readonly threshold: number;
  readonly breaches: (value: number) => boolean;
  /** Whether a value ends a breach: no longer beyond the threshold, and back to `recoverAt` where there is one. */
  readonly recovers: (value: number) => boolean;
  /** The value further beyond the threshold. */
  readonly worse: (a: number, b: number) => number;
  /**
   * A part of a window cannot be judged: of a count that must not be low, half a window is always low. Such a metric is
   * judged on complete windows only.
   */
  readonly needsWholeWindow: boolean;
  /** Without an event its groups cannot come to breach, so only those near the threshold are looked at. */
  readonly quiet: boolean;
  readonly forMs: number;
  readonly cooldownMs: number;
  /** Instead of a threshold: how far from its own past a group's value may be. */
  readonly anomaly: CompiledAnomaly | undefined;
}

export interface CompiledAnomaly {
  readonly detector: Detector;
  readonly up: boolean;
  readonly down: boolean;
  /** Spreads to either side. */
  readonly width: number;
  readonly noise: number;
}

const predicateOf = memoized((filters) => compilePredicate(JSON.parse(filters) as Filter[]));
const groupingOf = memoized((fields) => compileGrouping(JSON.parse(fields) as string[]));
const aggregateOf = memoized((definition) => compileAggregate(...(JSON.parse(definition) as [Aggregate, number])));

/** Compiles a metric that its schema has accepted. */
export function compileMetric(metric: Metric, latenessMs: number): CompiledMetric {
  const { sizeMs, slideMs } = windowMs(metric.window);
  const aggregate = aggregateOf(JSON.stringify([countsPresence(metric) ? { kind: "count" } : metric.aggregate, sizeMs]));
  const anomaly = compileAnomaly(metric, sizeMs);
  const { op, threshold } = thresholdOf(metric);
  const below = op === "lt" || op === "lte";
  const breaches = compileBreach(op, threshold);
  return {
    metric,
    shapeKey: shapeKey(metric),
    selectionKey: selectionKey(metric),
    select: metric.select,
    selects: predicateOf(JSON.stringify(unindexed(metric.select))),
    grouping: groupingOf(JSON.stringify(metric.groupBy ?? [])),
    aggregate,
    slideMs,
    panes: sizeMs / slideMs,
    latePanes: Math.ceil(latenessMs / slideMs),
    threshold,
    breaches,
    recovers: compileRecovery(breaches, below, metric.recoverAt),
    worse: below || (anomaly && !anomaly.up) ? Math.min : Math.max,
    needsWholeWindow: anomaly !== undefined || (below && aggregate.zeroWhenEmpty),
    quiet: !anomaly && !below && aggregate.bounded && !(aggregate.zeroWhenEmpty && breaches(0)),
    forMs: metric.for ? durationMs(metric.for) : 0,
    cooldownMs: metric.cooldown ? durationMs(metric.cooldown) : 0,
    anomaly,
  };
}

function compileAnomaly({ condition, aggregate }: Metric, sizeMs: number): CompiledAnomaly | undefined {
  if (!("anomaly" in condition)) return undefined;
  const { direction, sensitivity } = condition.anomaly;
  const [detector] = DETECTORS;
  return {
    detector,
    up: direction !== "down",
    down: direction !== "up",
    width: TOLERANCE[sensitivity],
    noise: noiseOf(aggregate.kind, sizeMs),
  };
}

/** What one event more or less makes of a value, where that can be said without knowing the values. */
function noiseOf(kind: AggregateKind, sizeMs: number): number {
  if (kind === "count" || kind === "distinct") return 1;
  if (kind === "rate") return 1_000 / sizeMs;
  return kind === "ratio" ? 0.02 : 1e-6;
}

/** Absence is a count of nothing over a whole window, whatever the aggregate. */
function countsPresence(metric: Metric): boolean {
  return "absent" in metric.condition;
}

function thresholdOf(metric: Metric): { op: ThresholdOp; threshold: number } {
  const { condition } = metric;
  if ("op" in condition) return condition;
  if ("absent" in condition) return { op: "lt", threshold: 1 };
  // An anomaly has no threshold of its own: nothing is beyond this one.
  return { op: "gt", threshold: Number.POSITIVE_INFINITY };
}

function compileBreach(op: ThresholdOp, threshold: number): (value: number) => boolean {
  switch (op) {
    case "gt":
      return (value) => value > threshold;
    case "gte":
      return (value) => value >= threshold;
    case "lt":
      return (value) => value < threshold;
    case "lte":
      return (value) => value <= threshold;
  }
}

function compileRecovery(breaches: (value: number) => boolean, below: boolean, recoverAt: number | undefined): (value: number) => boolean {
  if (recoverAt === undefined) return (value) => !breaches(value);
  return below ? (value) => !breaches(value) && value >= recoverAt : (value) => !breaches(value) && value <= recoverAt;
}

function selectionKey({ select, groupBy }: Metric): string {
  return JSON.stringify([select.types, select.where ?? [], groupBy ?? []]);
}

function shapeKey(metric: Metric): string {
  const aggregate = countsPresence(metric) ? { kind: "count" } : metric.aggregate;
  return JSON.stringify([metric.select.types, metric.select.where ?? [], aggregate, metric.groupBy ?? [], windowMs(metric.window)]);
}
