import { join } from "node:path";
import { temporaryFolder } from "../contract/fixtures.ts";
import type { LogPlace } from "../contract/log-harness.ts";
import { openSqliteLog } from "./sqlite-log.ts";

/** A place in the temporary folder for the log's suites. */
export async function sqlitePlace(): Promise<LogPlace> {
  const folder = temporaryFolder();
  const file = join(folder.path, "log.sqlite");
  return {
    open: (options) => openSqliteLog({ file, ballastBytes: 0, minFreeBytes: 0, ...options }),
    remove: async () => folder.remove(),
  };
}
