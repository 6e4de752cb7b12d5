import { METRIC_LIMITS, type Metric } from "../../shared/metrics.ts";
import { HISTORY_LIMIT } from "../../streams/anomalies/detectors.ts";
import { compileMetric } from "../../streams/metrics/compile.ts";
import { KNOWN_MS } from "../../streams/metrics/watcher.ts";

/** An alert that may still be reopened is looked for this far back at most. */
const MAX_COOLDOWN_MS = 86_400_000;

/**
 * How long before a range events have to be read so that the engine enters it as a live one would: with full windows, with the
 * breaches that have begun, with the groups that it must miss, and with the past that a value is compared with. Milliseconds.
 */
export function warmUpMs(metric: Metric, latenessMs: number): number {
  const { slideMs, panes, forMs, cooldownMs, anomaly, needsWholeWindow, aggregate, breaches, grouping } = compileMetric(metric, latenessMs);
  const sizeMs = slideMs * panes;
  const windows = 2 * (sizeMs + slideMs + latenessMs) + forMs + Math.min(cooldownMs, MAX_COOLDOWN_MS);
  const missesGroups = grouping.fields.length > 0 && (needsWholeWindow || (aggregate.zeroWhenEmpty && breaches(0)));
  const past = anomaly ? Math.min(HISTORY_LIMIT * sizeMs, METRIC_LIMITS.maxWindowMs) : 0;
  return windows + Math.max(past, missesGroups ? KNOWN_MS : 0);
}
