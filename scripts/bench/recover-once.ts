import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { openSqliteApp } from "../../db/database.ts";
import { openSqliteLog } from "../../db/log/sqlite-log.ts";
import { alertUuid } from "../../server/runtime/alert-uuid.ts";
import { DEFAULT_METRICS } from "../../server/runtime/default-metrics.ts";
import { recover, toCheckpoint } from "../../server/runtime/recovery.ts";
import { createEngine } from "../../streams/engine.ts";

// One start of the runtime on a log that no checkpoint covers but for the metrics; prints the seconds until it is ready.
const folder = process.argv[2] ?? ".";
const options = { latenessMs: 30_000, uuid: alertUuid };
const log = await openSqliteLog({ file: join(folder, "log.sqlite"), now: Date.now, minFreeBytes: 0 });
const appFile = join(folder, `app-${randomUUID()}.sqlite`);
const app = await openSqliteApp({ file: appFile });
const seeded = createEngine(options);
DEFAULT_METRICS.forEach((input, index) => {
  const at = new Date(0).toISOString();
  seeded.step({
    kind: "metric.put",
    at: 0,
    metric: { ...input, id: `default-${index}`, version: 1, createdAt: at, updatedAt: at },
    actor: "bench",
  });
});
await app.checkpoints.save(toCheckpoint(seeded, 0));
const progress = await app.effects.progress();

const started = performance.now();
const { replayed } = await recover({
  log,
  app,
  options,
  progress: { ...progress, appliedSeq: Number.MAX_SAFE_INTEGER },
  emit: () => {},
  drain: async () => {},
});
const seconds = (performance.now() - started) / 1_000;
if (replayed === 0) throw new Error("nothing was replayed");
await log.close();
await app.close();
await rm(appFile, { force: true });
process.send?.(seconds, () => process.exit(0));
