import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MetricPreview } from "../../shared/backtest.ts";
import type { MetricInput } from "../../shared/metrics.ts";
import { fillLog, lengthMs } from "./fill-log.ts";
import { type Benchmark, compare } from "./harness.ts";
import { measure, postJson, startCrowsnest } from "./processes.ts";

/** Every event concerns it and it has 10,000 groups, all of them so near to the threshold that they are looked at at every slide. */
const METRIC: MetricInput = {
  name: "Bench backtest",
  domain: "operations",
  severity: "low",
  enabled: true,
  select: { types: ["*"] },
  aggregate: { kind: "count" },
  groupBy: ["userId"],
  window: { size: "5m", slide: "5s" },
  condition: { op: "gt", threshold: 151 },
};

async function backtestSeconds(url: string, count: number): Promise<number> {
  const to = Date.now();
  const started = performance.now();
  const answer = await postJson(`${url}/api/v1/alerts/metrics/preview`, { metric: METRIC, from: to - lengthMs(count) - 3_600_000, to });
  const { evaluatedEvents } = (await answer.json()) as MetricPreview;
  if (evaluatedEvents !== count) throw new Error(`${evaluatedEvents} of ${count} events were evaluated`);
  return (performance.now() - started) / 1_000;
}

/** A definition tried out over the whole log through the API, against a loop that only reads the events from it. */
export const backtest: Benchmark = {
  name: "backtest",
  run: async ({ quick, say }) => {
    const count = quick ? 500_000 : 10_000_000;
    const folder = await mkdtemp(join(tmpdir(), "crowsnest-bench-backtest-"));
    try {
      say(`backtest: writing a log of ${count} events`);
      await fillLog(folder, count, Date.now() - lengthMs(count));
      const server = await startCrowsnest({ DATA_DIR: folder });
      say("backtest: reading it and trying a metric out on it");
      const figures = await compare(
        quick ? 1 : 3,
        () => backtestSeconds(server.url, count),
        () => measure("bare/read-log", [folder]),
      );
      await server.stop();
      const note = `request to answer, a count by user (10,000 of them) over all ${count} events, against reading and parsing them from the log`;
      return [{ name: "Backtest", unit: "s", better: "lower", target: 2, note, ...figures }];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
