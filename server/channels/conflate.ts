import type { MetricValue } from "../../shared/metrics.ts";
import type { ChannelRoot, EventsFrame, MetricFrame } from "../../shared/socket.ts";

/** Most items one conflated `metric` frame carries; the rest is counted in `omitted`. */
export const CONFLATED_ITEMS = 500;

function conflateEvents(older: EventsFrame, newer: EventsFrame): EventsFrame {
  return { items: newer.items, skipped: older.items.length + older.skipped + newer.skipped };
}

/** The newer values come first, so that a cut takes old ones: those of a frame already have their largest changes first. */
function conflateMetrics(older: MetricFrame, newer: MetricFrame): MetricFrame {
  const keyOf = (item: MetricValue) => JSON.stringify([item.metricId, item.group]);
  const renewed = new Set(newer.items.map(keyOf));
  const items = [...newer.items, ...older.items.filter((item) => !renewed.has(keyOf(item)))];
  const kept = items.slice(0, CONFLATED_ITEMS);
  return { items: kept, omitted: older.omitted + newer.omitted + items.length - kept.length };
}

/** The one frame that stands for both, for a client that missed the older: bounded, and nothing newer is lost. */
export function conflate(root: ChannelRoot, older: unknown, newer: unknown): unknown {
  if (root === "events") return conflateEvents(older as EventsFrame, newer as EventsFrame);
  if (root === "metrics") return conflateMetrics(older as MetricFrame, newer as MetricFrame);
  return newer;
}
