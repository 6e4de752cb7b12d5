import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteLog } from "../../../db/log/sqlite-log.ts";
import type { NewEvent } from "../../../db/ports.ts";
import type { LogEntry } from "../../../shared/log.ts";

/** A real log whose commits are stamped as the test says. */
export interface RecordedLog {
  readonly file: string;
  /** Appends events as one commit at `at`, epoch ms; returns what the commit reported. */
  append(at: number, events: readonly NewEvent[]): Promise<readonly LogEntry[]>;
  close(): Promise<void>;
}

export async function recordLog(): Promise<RecordedLog> {
  const folder = await mkdtemp(join(tmpdir(), "crowsnest-backtest-"));
  const file = join(folder, "log.sqlite");
  let clock = 0;
  let committed: readonly LogEntry[] = [];
  const log = await openSqliteLog({ file, now: () => clock, minFreeBytes: 0, ballastBytes: 0 });
  log.onCommit(({ entries }) => {
    committed = entries;
  });
  return {
    file,
    append: async (at, events) => {
      clock = at;
      await log.append(events, 0);
      return committed;
    },
    close: async () => {
      await log.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** An event of the type that the tests' metrics watch. */
export function newEvent(timestamp: number, overrides: Partial<NewEvent> = {}): NewEvent {
  return {
    id: null,
    type: "login.failed",
    source: "auth",
    timestamp,
    severity: null,
    value: null,
    userId: null,
    attributes: null,
    ...overrides,
  };
}
