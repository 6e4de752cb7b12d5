import { existsSync } from "node:fs";
import { defaultDemo } from "../db/demo/options.ts";
import { createProgressBar, type ProgressOutput } from "../db/demo/progress-text.ts";
import { makeSqliteDemo } from "../db/demo/start-demo.ts";
import type { Config } from "./config/config.ts";
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

/** Makes the demo database where it is what questions are asked about and is not there yet. */
export async function createDemoDatabase({ database }: Pick<Config, "database">, output: ProgressOutput, nowMs: number): Promise<void> {
  if (database.kind !== "sqlite" || !database.demo || existsSync(database.file)) return;
  output.write(`making the demo database ${database.file}\n`);
  await makeSqliteDemo(database.file, defaultDemo(nowMs), createProgressBar(output));
}
