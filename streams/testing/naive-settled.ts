import type { AttributeValue, StoredEvent } from "../../shared/events.ts";
import { type Aggregate, type Metric, windowMs } from "../../shared/metrics.ts";
import { durationMs } from "../../shared/time.ts";
import { fieldReader } from "../metrics/fields.ts";
import { compilePredicate } from "../metrics/predicate.ts";
import { matchesType } from "../metrics/predicate-index.ts";

/** A breach as a slow reader of the whole set of events would find it. */
export interface NaiveRun {
  readonly group: AttributeValue;
  first: number;
  last: number;
  value: number;
}

/** The aggregate over a list of events, by the book. Null when there is no value. */
export function naiveAggregate(aggregate: Aggregate, events: readonly StoredEvent[], sizeMs: number): number | null {
  const read = fieldReader(aggregate.field ?? "value");
  const numbers = events.map(read).filter((value): value is number => typeof value === "number");
  const sum = numbers.reduce((total, value) => total + value, 0);
  switch (aggregate.kind) {
    case "count":
      return events.length;
    case "rate":
      return (aggregate.field ? sum : events.length) / (sizeMs / 1000);
    case "sum":
      return sum;
    case "avg":
      return numbers.length === 0 ? null : sum / numbers.length;
    case "min":
      return numbers.length === 0 ? null : Math.min(...numbers);
    case "max":
      return numbers.length === 0 ? null : Math.max(...numbers);
    case "ratio":
      return events.length === 0 ? null : events.filter(compilePredicate(aggregate.where ?? [])).length / events.length;
    case "distinct":
      return new Set(events.map(read).filter((value) => value !== null)).size || null;
    case "percentile":
      return numbers.sort((a, b) => a - b)[Math.floor(((aggregate.percentile ?? 0) / 100) * (numbers.length - 1))] ?? null;
  }
}

/** Every settled breach of a `gt` metric over a finite set of events, window by window, whatever the order they came in. */
export function naiveSettled(metric: Metric, events: readonly StoredEvent[]): NaiveRun[] {
  const { sizeMs, slideMs } = windowMs(metric.window);
  const selects = compilePredicate(metric.select.where ?? []);
  const chosen = events.filter((event) => selects(event) && metric.select.types.some((type) => matchesType(type, event.type)));
  const groupOf = metric.groupBy?.[0] ? fieldReader(metric.groupBy[0]) : () => "";
  const groups = [...new Set(chosen.map(groupOf))];
  return groups.flatMap((group) =>
    runsOf(
      metric,
      group,
      chosen.filter((event) => groupOf(event) === group),
      sizeMs,
      slideMs,
    ),
  );
}

function runsOf(metric: Metric, group: AttributeValue, events: readonly StoredEvent[], sizeMs: number, slideMs: number): NaiveRun[] {
  const threshold = "op" in metric.condition ? metric.condition.threshold : 0;
  const forMs = metric.for ? durationMs(metric.for) : 0;
  const times = events.map((event) => event.timestamp);
  const runs: NaiveRun[] = [];
  let run: NaiveRun | undefined;
  const close = () => {
    if (run && run.last - run.first >= forMs) runs.push(run);
    run = undefined;
  };
  const end = Math.max(...times) + 3 * sizeMs;
  for (let to = (Math.floor(Math.min(...times) / slideMs) + 1) * slideMs; to <= end; to += slideMs) {
    const value = naiveAggregate(
      metric.aggregate,
      events.filter((event) => event.timestamp >= to - sizeMs && event.timestamp < to),
      sizeMs,
    );
    if (value !== null && value > threshold) {
      run ??= { group, first: to, last: to, value };
      run.last = to;
      run.value = Math.max(run.value, value);
    } else if (run && ends(metric, run, value, to, sizeMs, forMs)) close();
  }
  close();
  return runs;
}

function ends(metric: Metric, run: NaiveRun, value: number | null, to: number, sizeMs: number, forMs: number): boolean {
  if (value === null) return to - run.last > sizeMs;
  return metric.recoverAt === undefined || value <= metric.recoverAt || run.last - run.first < forMs;
}
