import type { Alert } from "../../shared/alerts.ts";
import type { EventView } from "../../shared/events.ts";
import { type Aggregate, type Metric, windowMs } from "../../shared/metrics.ts";

/** More bars than this are too thin to be read; neighbouring slides share one. */
const MOST_BARS = 40;

export interface WindowSeries {
  /** Start of each slide, epoch seconds. */
  readonly times: readonly number[];
  /** What happened within each slide: events, or the measured field. Null where nothing did and nothing can be said. */
  readonly bars: readonly (number | null)[];
  /** The window's value as it grew, for aggregates that add up; it ends at the alert's value. */
  readonly running: readonly number[] | undefined;
  readonly slideSeconds: number;
}

function fieldValue(event: EventView, field: string | undefined): number | null {
  const value = field?.startsWith("attributes.") ? event.attributes[field.slice("attributes.".length)] : event.value;
  return typeof value === "number" ? value : null;
}

function barOf(aggregate: Aggregate, events: readonly EventView[]): number | null {
  if (aggregate.kind === "count" || (aggregate.kind === "rate" && !aggregate.field)) return events.length;
  const values = events.flatMap((event) => fieldValue(event, aggregate.field) ?? []);
  const sum = values.reduce((total, value) => total + value, 0);
  if (aggregate.kind === "sum" || aggregate.kind === "rate") return sum;
  if (values.length === 0) return null;
  if (aggregate.kind === "avg") return sum / values.length;
  if (aggregate.kind === "min") return Math.min(...values);
  return Math.max(...values);
}

/**
 * The counted events of the alert's window, slide by slide. Undefined for aggregates whose parts say nothing about
 * the whole (ratio, distinct, percentile) and for windows without events.
 */
export function windowSeries(metric: Metric, alert: Pick<Alert, "window">, events: readonly EventView[]): WindowSeries | undefined {
  const { aggregate } = metric;
  if (aggregate.kind === "ratio" || aggregate.kind === "distinct" || aggregate.kind === "percentile") return undefined;
  const start = Date.parse(alert.window.start);
  const end = Date.parse(alert.window.end);
  const { sizeMs, slideMs: ownSlideMs } = windowMs(metric.window);
  const slideMs = ownSlideMs * Math.max(1, Math.ceil((end - start) / ownSlideMs / MOST_BARS));
  const slides = Math.max(1, Math.ceil((end - start) / slideMs));
  const buckets: EventView[][] = Array.from({ length: slides }, () => []);
  for (const event of events) buckets[Math.floor((Date.parse(event.timestamp) - start) / slideMs)]?.push(event);
  if (buckets.every((bucket) => bucket.length === 0)) return undefined;

  const bars = buckets.map((bucket) => barOf(aggregate, bucket));
  const addsUp = aggregate.kind === "count" || aggregate.kind === "sum" || aggregate.kind === "rate";
  const scale = aggregate.kind === "rate" ? sizeMs / 1_000 : 1;
  let total = 0;
  const running = addsUp
    ? bars.map((bar) => {
        total += bar ?? 0;
        return total / scale;
      })
    : undefined;
  return { times: buckets.map((_, index) => (start + index * slideMs) / 1_000), bars, running, slideSeconds: slideMs / 1_000 };
}
