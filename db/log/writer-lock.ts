import Database from "better-sqlite3";

/**
 * Holds the log's writer role until `release`, or until the process ends in whatever way: the operating system drops the file
 * lock. A second writer would hand out the same seqs. Waits `waitMs` for a predecessor that is shutting down, then throws.
 */
export function takeWriterLock(logFile: string, waitMs: number): { release(): void } {
  const db = new Database(`${logFile}.lock`, { timeout: waitMs });
  try {
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    throw new Error("another process is writing to this event log", { cause: error });
  }
  return { release: () => db.close() };
}
