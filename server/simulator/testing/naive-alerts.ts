import type { Group } from "../../../shared/alerts.ts";
import type { EventInput } from "../../../shared/events.ts";
import type { MetricInput } from "../../../shared/metrics.ts";
import { durationMs } from "../../../shared/time.ts";
import type { TimedEvent } from "../generate.ts";

export interface NaiveAlert {
  readonly metricName: string;
  readonly group: Group;
  /** Offset of the event with which it fires, ms. */
  readonly atMs: number;
}

function read(event: EventInput, field: string): string | number | boolean | null {
  const value = field.startsWith("attributes.")
    ? event.attributes?.[field.slice(11)]
    : event[field as "type" | "source" | "userId" | "value"];
  return value ?? null;
}

function selects(metric: MetricInput, type: string): boolean {
  return metric.select.types.some((pattern) => (pattern.endsWith("*") ? type.startsWith(pattern.slice(0, -1)) : type === pattern));
}

/** The events of one group that are in the window, with the running totals the aggregates need. */
class Window {
  #events: { atMs: number; value: number; hit: boolean }[] = [];
  #start = 0;
  #sum = 0;
  #hits = 0;

  add(atMs: number, sizeMs: number, value: number, hit: boolean): void {
    this.#events.push({ atMs, value, hit });
    this.#sum += value;
    this.#hits += hit ? 1 : 0;
    for (let first = this.#events[this.#start]; first && first.atMs <= atMs - sizeMs; first = this.#events[++this.#start]) {
      this.#sum -= first.value;
      this.#hits -= first.hit ? 1 : 0;
    }
  }

  value(kind: string, sizeMs: number): number {
    const count = this.#events.length - this.#start;
    if (kind === "count") return count;
    if (kind === "rate") return count / (sizeMs / 1_000);
    if (kind === "ratio") return this.#hits / count;
    if (kind === "sum") return this.#sum;
    if (kind === "avg") return this.#sum / count;
    if (kind === "max") return this.#events.slice(this.#start).reduce((max, { value }) => Math.max(max, value), Number.NEGATIVE_INFINITY);
    throw new Error(`the default metrics have no ${kind}`);
  }
}

interface GroupState {
  readonly window: Window;
  breachingSince: number | undefined;
  fired: boolean;
}

function breaches(metric: MetricInput, value: number): boolean {
  if (!("op" in metric.condition)) throw new Error("the default metrics have thresholds");
  const { op, threshold } = metric.condition;
  return { gt: value > threshold, gte: value >= threshold, lt: value < threshold, lte: value <= threshold }[op];
}

/** What a metric raises on these events, looked at after every event over the exact trailing window. */
function evaluate(metric: MetricInput, events: readonly TimedEvent[], withFor: boolean): NaiveAlert[] {
  const sizeMs = durationMs(metric.window.size);
  const forMs = withFor && metric.for ? durationMs(metric.for) : 0;
  const { kind, field = "value", where } = metric.aggregate;
  const groups = new Map<string, GroupState>();
  const alerts: NaiveAlert[] = [];
  for (const { offsetMs, event } of events) {
    if (!selects(metric, event.type)) continue;
    const group: Group = Object.fromEntries((metric.groupBy ?? []).map((name) => [name, read(event, name)]));
    const key = JSON.stringify(group);
    const state = groups.get(key) ?? { window: new Window(), breachingSince: undefined, fired: false };
    groups.set(key, state);
    state.window.add(offsetMs, sizeMs, Number(read(event, field)), where?.every((one) => read(event, one.field) === one.value) ?? false);
    if (!breaches(metric, state.window.value(kind, sizeMs))) {
      state.breachingSince = undefined;
      continue;
    }
    state.breachingSince ??= offsetMs;
    if (state.fired || offsetMs - state.breachingSince < forMs) continue;
    state.fired = true;
    alerts.push({ metricName: metric.name, group, atMs: offsetMs });
  }
  return alerts;
}

/** The alerts of all metrics; without their `for`, a single breaching event is enough. */
export function naiveAlerts(metrics: readonly MetricInput[], events: readonly TimedEvent[], withFor = true): NaiveAlert[] {
  return metrics.flatMap((metric) => evaluate(metric, events, withFor));
}
