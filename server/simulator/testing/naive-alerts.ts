import type { Group } from "../../../shared/alerts.ts";
import type { AttributeValue, EventInput } from "../../../shared/events.ts";
import type { Filter, MetricInput } from "../../../shared/metrics.ts";
import { durationMs } from "../../../shared/time.ts";
import type { TimedEvent } from "../generate.ts";
import { NaiveWindow } from "./naive-window.ts";

export interface NaiveAlert {
  readonly metricName: string;
  readonly group: Group;
  /** Offset at which it fires, ms. */
  readonly atMs: number;
}

/** What a server allows unless it is told otherwise. */
const LATENESS_MS = 30_000;

function read(event: EventInput, field: string): AttributeValue {
  const value = field.startsWith("attributes.")
    ? event.attributes?.[field.slice(11)]
    : event[field as "type" | "source" | "userId" | "value"];
  return value ?? null;
}

function meets(event: EventInput, { field, op, value }: Filter): boolean {
  const found = read(event, field);
  if (op === "eq") return found === value;
  if (op === "lt") return typeof found === "number" && found < Number(value);
  throw new Error(`the default metrics have no filter ${op}`);
}

function selects({ select }: MetricInput, event: EventInput): boolean {
  const typed = select.types.some((pattern) =>
    pattern.endsWith("*") ? event.type.startsWith(pattern.slice(0, -1)) : event.type === pattern,
  );
  return typed && (select.where ?? []).every((filter) => meets(event, filter));
}

/** What counts, and when: not what is refused, repeated or late; what is dated ahead counts when that time comes. */
function evaluated(events: readonly TimedEvent[]): TimedEvent[] {
  const startMs = Number(events[0]?.event.timestamp) - Math.floor(events[0]?.offsetMs ?? 0);
  const seen = new Set<string>();
  const counted: TimedEvent[] = [];
  for (const each of events) {
    const datedMs = Number(each.event.timestamp) - startMs;
    if (each.refused || seen.has(each.event.id) || datedMs < each.offsetMs - LATENESS_MS) continue;
    seen.add(each.event.id);
    counted.push({ ...each, offsetMs: Math.max(each.offsetMs, datedMs) });
  }
  return counted.sort((a, b) => a.offsetMs - b.offsetMs);
}

interface GroupState {
  readonly group: Group;
  readonly window: NaiveWindow;
  lastMs: number;
  breachingSince: number | undefined;
  fired: boolean;
}

class NaiveMetric {
  readonly alerts: NaiveAlert[] = [];
  readonly #metric: MetricInput;
  readonly #sizeMs: number;
  readonly #forMs: number;
  readonly #groups = new Map<string, GroupState>();

  constructor(metric: MetricInput, withFor: boolean) {
    this.#metric = metric;
    this.#sizeMs = durationMs(metric.window.size);
    this.#forMs = withFor && metric.for ? durationMs(metric.for) : 0;
  }

  take({ offsetMs, event }: TimedEvent): void {
    if (!selects(this.#metric, event)) return;
    const { field = "value", where } = this.#metric.aggregate;
    const state = this.#stateOf(event, offsetMs);
    if (this.#isSilence(state, offsetMs)) this.#fire(state, state.lastMs + this.#sizeMs);
    state.lastMs = offsetMs;
    state.window.add(offsetMs, read(event, field), where?.every((filter) => meets(event, filter)) ?? false);
    if (!this.#breaches(state.window.value())) {
      state.breachingSince = undefined;
      return;
    }
    state.breachingSince ??= offsetMs;
    if (offsetMs - state.breachingSince >= this.#forMs) this.#fire(state, offsetMs);
  }

  /** Looks for groups that are silent up to the end. */
  end(endMs: number): void {
    for (const state of this.#groups.values()) if (this.#isSilence(state, endMs)) this.#fire(state, state.lastMs + this.#sizeMs);
  }

  #stateOf(event: EventInput, offsetMs: number): GroupState {
    const group: Group = Object.fromEntries((this.#metric.groupBy ?? []).map((name) => [name, read(event, name)]));
    const key = JSON.stringify(group);
    const window = new NaiveWindow(this.#metric.aggregate, this.#sizeMs);
    const state = this.#groups.get(key) ?? { group, window, lastMs: offsetMs, breachingSince: undefined, fired: false };
    this.#groups.set(key, state);
    return state;
  }

  #isSilence({ lastMs }: GroupState, atMs: number): boolean {
    return "absent" in this.#metric.condition && atMs - lastMs > this.#sizeMs;
  }

  #breaches(value: number): boolean {
    const { condition } = this.#metric;
    if ("absent" in condition) return false;
    if (!("op" in condition)) throw new Error("the naive reading has no anomalies");
    const { op, threshold } = condition;
    return { gt: value > threshold, gte: value >= threshold, lt: value < threshold, lte: value <= threshold }[op];
  }

  #fire(state: GroupState, atMs: number): void {
    if (state.fired) return;
    state.fired = true;
    this.alerts.push({ metricName: this.#metric.name, group: state.group, atMs });
  }
}

/**
 * The alerts of all metrics, looked at after every event over the exact trailing window, and at `endMs`. Without their `for`, a
 * single breaching event is enough.
 */
export function naiveAlerts(metrics: readonly MetricInput[], events: readonly TimedEvent[], endMs: number, withFor = true): NaiveAlert[] {
  const readings = metrics.map((metric) => new NaiveMetric(metric, withFor));
  for (const event of evaluated(events)) for (const reading of readings) if (event.offsetMs <= endMs) reading.take(event);
  return readings.flatMap((reading) => {
    reading.end(endMs);
    return reading.alerts;
  });
}
