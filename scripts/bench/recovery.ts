import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fillLog, startOnce } from "./fill-log.ts";
import { type Benchmark, compare } from "./harness.ts";
import { measure, startCrowsnest } from "./processes.ts";

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
      await fillLog(folder, count);
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
