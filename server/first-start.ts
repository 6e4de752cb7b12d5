import type { Services } from "./routes/services.ts";
import { DEFAULT_METRICS } from "./runtime/default-metrics.ts";

const ACTOR = "system";

/**
 * Creates the default metrics in a new data folder. Before anything else they are what the log holds, so that a start that was
 * cut short is completed by the next one, while a metric that somebody deletes later stays deleted.
 */
export async function createDefaultMetrics({ log, app, metricWriter }: Pick<Services, "log" | "app" | "metricWriter">): Promise<void> {
  if (log.position().seq >= DEFAULT_METRICS.length) return;
  for (const metric of DEFAULT_METRICS) {
    if (!(await app.metrics.getByName(metric.name))) await metricWriter.create(metric, ACTOR);
  }
}
