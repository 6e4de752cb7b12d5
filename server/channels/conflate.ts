import type { ChannelRoot, EventsFrame, MetricFrame } from "../../shared/socket.ts";

/** Most items one conflated `metric` frame carries; the rest is counted in `omitted`. */
export const CONFLATED_ITEMS = 500;

function conflateEvents(older: EventsFrame, newer: EventsFrame): EventsFrame {
  return { items: newer.items, skipped: older.items.length + older.skipped + newer.skipped };
}

function conflateMetrics(older: MetricFrame, newer: MetricFrame): MetricFrame {
  const newest = new Map([...older.items, ...newer.items].map((item) => [JSON.stringify([item.metricId, item.group]), item]));
  const items = [...newest.values()];
  const kept = items.slice(-CONFLATED_ITEMS);
  return { items: kept, omitted: older.omitted + newer.omitted + items.length - kept.length };
}

/** The one frame that stands for both, for a client that missed the older: bounded, and nothing newer is lost. */
export function conflate(root: ChannelRoot, older: unknown, newer: unknown): unknown {
  if (root === "events") return conflateEvents(older as EventsFrame, newer as EventsFrame);
  if (root === "metrics") return conflateMetrics(older as MetricFrame, newer as MetricFrame);
  return newer;
}
