import Database from "better-sqlite3";

const WAIT_MS = 5_000;

/**
 * Holds the log's writer role until `release`, or until the process ends in whatever way: the operating system drops the file
 * lock. A second writer would hand out the same seqs. Waits up to 5 s for a predecessor that is shutting down, then throws.
 */
export function takeWriterLock(logFile: string): { release(): void } {
  const db = new Database(`${logFile}.lock`, { timeout: WAIT_MS });
  try {
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    throw new Error("another process is writing to this event log", { cause: error });
  }
  return { release: () => db.close() };
}
