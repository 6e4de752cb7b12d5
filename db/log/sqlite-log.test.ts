import { join } from "node:path";
import { describeEventLog } from "../contract/event-log.ts";
import { describeEventLogProperties } from "../contract/event-log-property.ts";
import { describeEventLogReads } from "../contract/event-log-reads.ts";
import { describeEventLogRetention } from "../contract/event-log-retention.ts";
import { temporaryFolder } from "../contract/fixtures.ts";
import type { LogPlace } from "../contract/log-harness.ts";
import { openSqliteLog } from "./sqlite-log.ts";

async function sqlitePlace(): Promise<LogPlace> {
  const folder = temporaryFolder();
  const file = join(folder.path, "log.sqlite");
  return {
    open: (options) => openSqliteLog({ file, ballastBytes: 0, minFreeBytes: 0, ...options }),
    remove: async () => folder.remove(),
  };
}

describeEventLog("sqlite", sqlitePlace);
describeEventLogReads("sqlite", sqlitePlace);
describeEventLogRetention("sqlite", sqlitePlace);
describeEventLogProperties("sqlite", sqlitePlace);
