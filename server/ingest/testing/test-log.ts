import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteLog } from "../../../db/log/sqlite-log.ts";
import type { EventLog } from "../../../db/ports.ts";

/** A real log in a temporary folder; `close` removes both. */
export async function openTestLog(now: () => number): Promise<{ log: EventLog; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "crowsnest-log-"));
  const log = await openSqliteLog({ file: join(folder, "log.sqlite"), now, minFreeBytes: 0 });
  return {
    log,
    close: async () => {
      await log.close();
      await rm(folder, { recursive: true });
    },
  };
}
