import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteLog } from "../../db/log/sqlite-log.ts";
import type { NewEvent } from "../../db/ports.ts";
import { type Benchmark, compare } from "./harness.ts";
import { measure } from "./processes.ts";

const BATCH = 5_000;
const COUNTRIES = ["GB", "DE", "NG", "BR", "ZA", "IN", "MY", "FR"];
/** Events a second in the log's own time. */
const RATE = 5_000;

function eventAt(n: number, timestamp: number): NewEvent {
  return {
    id: `r-${n}`,
    type: n % 3 === 0 ? "login.failed" : n % 3 === 1 ? "payment.completed" : "page.viewed",
    source: `service-${n % 7}`,
    timestamp,
    severity: "info",
    value: (n * 37) % 1_000,
    userId: String(n % 10_000),
    attributes: { country: COUNTRIES[n % COUNTRIES.length] ?? "GB", method: "card", ip: `10.${n % 200}.${n % 250}.7`, latencyMs: n % 900 },
  };
}

async function fillLog(file: string, count: number): Promise<void> {
  let clock = Date.now() - (count / RATE) * 1_000;
  const log = await openSqliteLog({ file, now: () => clock, minFreeBytes: 0 });
  for (let start = 0; start < count; start += BATCH) {
    const at = clock;
    await log.append(
      Array.from({ length: Math.min(BATCH, count - start) }, (_, i) => eventAt(start + i, at)),
      0,
    );
    clock += (BATCH / RATE) * 1_000;
  }
  await log.close();
}

/** A start that has the whole log to replay, against a loop that only reads the events from it. */
export const recovery: Benchmark = {
  name: "recovery",
  run: async ({ quick, say }) => {
    const count = quick ? 200_000 : 10_000_000;
    const folder = await mkdtemp(join(tmpdir(), "crowsnest-bench-recovery-"));
    try {
      say(`recovery: writing a log of ${count} events`);
      await fillLog(join(folder, "log.sqlite"), count);
      say("recovery: reading and replaying it");
      const figures = await compare(
        quick ? 1 : 3,
        () => measure("recover-once", [folder]),
        () => measure("bare/read-log", [folder]),
      );
      const note = `a start that replays ${count} events without a checkpoint, against reading and parsing them from the log`;
      return [{ name: "Recovery", unit: "s", better: "lower", target: 2, note, ...figures }];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
