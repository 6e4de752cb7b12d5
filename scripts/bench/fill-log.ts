import { join } from "node:path";
import { openSqliteApp } from "../../db/database.ts";
import { openSqliteLog } from "../../db/log/sqlite-log.ts";
import type { NewEvent } from "../../db/ports.ts";
import { startCrowsnest } from "./processes.ts";

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

/** How long the log of so many events is in its own time. */
export function lengthMs(count: number): number {
  return (count / RATE) * 1_000;
}

/** Fills a log with events from `begin` (epoch ms) on, and marks all of it as applied: what a kill leaves behind. */
export async function fillLog(dataDir: string, count: number, begin = Date.now()): Promise<void> {
  let clock = begin;
  const log = await openSqliteLog({ file: join(dataDir, "log.sqlite"), now: () => clock, minFreeBytes: 0 });
  for (let start = 0; start < count; start += BATCH) {
    const at = clock;
    await log.append(
      Array.from({ length: Math.min(BATCH, count - start) }, (_, i) => eventAt(start + i, at)),
      0,
    );
    clock += lengthMs(BATCH);
  }
  const { seq, at } = log.position();
  await log.close();
  const app = await openSqliteApp({ file: join(dataDir, "app.sqlite") });
  const progress = { appliedSeq: seq, appliedAt: at, evaluated: count, late: 0 };
  await app.effects.commit({ alerts: [], metricsPut: [], metricsDeleted: [], frames: [], progress });
  await app.close();
}

/** Lets a server make its files and its default metrics. */
export async function startOnce(dataDir: string): Promise<void> {
  const server = await startCrowsnest({ DATA_DIR: dataDir });
  await server.stop();
}
