import type { Alert, AlertStatus } from "../../shared/alerts.ts";
import type { Metric } from "../../shared/metrics.ts";
import { toIso } from "../../shared/time.ts";
import { summarize } from "./summary.ts";

/** A breach that has settled: the ends of its first and last window, and the value furthest beyond the threshold. */
export interface SettledRun {
  firstEnd: number;
  lastEnd: number;
  value: number;
  /** End of the settled window that ended the breach; undefined while it goes on. */
  closedEnd: number | undefined;
}

/** An alert while the engine holds it. Times are epoch ms; plain data, so that a checkpoint can keep it. */
export interface TrackedAlert {
  readonly id: string;
  readonly metricVersion: number;
  revision: number;
  status: AlertStatus;
  value: number | null;
  /** End of the window of the last breaching evaluation; its start is one window before. */
  windowEnd: number;
  /** End of the first breaching window since the breach began without a break: what `for` counts from. */
  breachFrom: number;
  /** The same of the earliest breach that has not settled: a reopened alert may have several. */
  unsettledFrom: number;
  startedAt: number;
  /**
   * When `value` and `windowEnd` were taken: the last evaluation that breached. An open alert of which nothing else has changed
   * is not sent out for it, so what was last sent may show an earlier time although the condition still holds.
   */
  lastSeenAt: number;
  resolvedAt: number | undefined;
  acknowledgedBy: string | undefined;
  assignedTo: string | undefined;
  occurrences: number;
  evidence: string[];
  notes: { at: string; actor: string; text: string }[];
  amended: { at: string; cause: string }[];
  /** Whether it has been firing at least once; a pending one that recovers was never announced as such. */
  fired: boolean;
  run: SettledRun | undefined;
  /** Closed, and past its last window's lateness: only a reopening can still change it. */
  done: boolean;
  /** What was expected when it opened, where its metric compares with the past. */
  expected: { readonly low: number; readonly typical: number; readonly high: number } | undefined;
  /** When it was last sent out, to bound how often a mere change of its value is. */
  emittedAt: number;
  /** The value that was sent then. */
  sentValue: number | null;
}

/** The alert as the outside sees it. */
export function toAlert(tracked: TrackedAlert, metric: Metric, group: Alert["group"], sizeMs: number): Alert {
  const window = (end: number) => ({ start: toIso(end - sizeMs), end: toIso(end) });
  const { run } = tracked;
  return {
    id: tracked.id,
    revision: tracked.revision,
    metricId: metric.id,
    metricName: metric.name,
    metricVersion: tracked.metricVersion,
    domain: metric.domain,
    severity: metric.severity,
    group,
    status: tracked.status,
    value: tracked.value,
    ...("op" in metric.condition ? { threshold: metric.condition.threshold } : {}),
    ...(tracked.expected ? { baseline: tracked.expected.typical } : {}),
    window: window(tracked.windowEnd),
    startedAt: toIso(tracked.startedAt),
    lastSeenAt: toIso(tracked.lastSeenAt),
    ...(tracked.resolvedAt === undefined ? {} : { resolvedAt: toIso(tracked.resolvedAt) }),
    ...(tracked.acknowledgedBy === undefined ? {} : { acknowledgedBy: tracked.acknowledgedBy }),
    ...(tracked.assignedTo === undefined ? {} : { assignedTo: tracked.assignedTo }),
    occurrences: tracked.occurrences,
    summary: summarize(metric, group, tracked.value, tracked.expected),
    evidence: { eventIds: tracked.evidence.slice() },
    notes: tracked.notes.slice(),
    ...(tracked.amended.length > 0 ? { amended: tracked.amended.slice() } : {}),
    ...(run ? { settled: { first: window(run.firstEnd), last: window(run.lastEnd), value: run.value } } : {}),
    ...(metric.labels ? { labels: metric.labels } : {}),
    ...(metric.runbookUrl ? { runbookUrl: metric.runbookUrl } : {}),
  };
}
