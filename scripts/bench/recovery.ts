import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteApp } from "../../db/database.ts";
import { openSqliteLog } from "../../db/log/sqlite-log.ts";
import type { NewEvent } from "../../db/ports.ts";
import { type Benchmark, compare } from "./harness.ts";
import { measure, startCrowsnest } from "./processes.ts";

const BATCH = 5_000;
const COUNTRIES = ["GB", "DE", "NG", "BR", "ZA", "IN", "MY", "FR"];
const TYPES = ["login.failed", "login.succeeded", "payment.completed", "payment.failed", "page.viewed", "quote.requested"];
/** Events a second in the log's own time. */
const RATE = 5_000;

function eventAt(n: number, timestamp: number): NewEvent {
  return {
    id: `r-${n}`,
    type: TYPES[(n * 31) % TYPES.length] ?? "page.viewed",
    source: `service-${n % 7}`,
    timestamp,
    severity: "info",
    value: (n * 37) % 1_000,
    userId: String(n % 10_000),
    attributes: { country: COUNTRIES[n % COUNTRIES.length] ?? "GB", method: "card", ip: `10.${n % 200}.${n % 250}.7`, latencyMs: n % 900 },
  };
}

/** Fills the log of a server that has been started once, and marks all of it as applied: what a kill leaves behind. */
async function fill(dataDir: string, count: number): Promise<void> {
  let clock = Date.now();
  const log = await openSqliteLog({ file: join(dataDir, "log.sqlite"), now: () => clock, minFreeBytes: 0 });
  for (let start = 0; start < count; start += BATCH) {
    const at = clock;
    await log.append(
      Array.from({ length: Math.min(BATCH, count - start) }, (_, i) => eventAt(start + i, at)),
      0,
    );
    clock += (BATCH / RATE) * 1_000;
  }
  const { seq, at } = log.position();
  await log.close();
  const app = await openSqliteApp({ file: join(dataDir, "app.sqlite") });
  const progress = { appliedSeq: seq, appliedAt: at, evaluated: count, late: 0 };
  await app.effects.commit({ alerts: [], metricsPut: [], metricsDeleted: [], frames: [], progress });
  await app.close();
}

async function startOnce(dataDir: string): Promise<void> {
  const server = await startCrowsnest({ DATA_DIR: dataDir });
  await server.stop();
}

/** Seconds from the start of the process to its line `listening on`. Killed at once, so that no checkpoint spares the next round the work. */
async function recoverySeconds(dataDir: string): Promise<number> {
  const started = performance.now();
  const server = await startCrowsnest({ DATA_DIR: dataDir });
  const seconds = (performance.now() - started) / 1_000;
  await server.kill();
  return seconds;
}

/** A start that has the whole log to replay, against a loop that only reads the events from it. */
export const recovery: Benchmark = {
  name: "recovery",
  run: async ({ quick, say }) => {
    const count = quick ? 500_000 : 10_000_000;
    const folder = await mkdtemp(join(tmpdir(), "crowsnest-bench-recovery-"));
    try {
      await startOnce(folder);
      say(`recovery: writing a log of ${count} events`);
      await fill(folder, count);
      say("recovery: reading and replaying it");
      const figures = await compare(
        quick ? 1 : 3,
        () => recoverySeconds(folder),
        () => measure("bare/read-log", [folder]),
      );
      const note = `process start to ready, ${count} events to replay by the default metrics, against reading and parsing them from the log`;
      return [{ name: "Recovery", unit: "s", better: "lower", target: 2, note, ...figures }];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
