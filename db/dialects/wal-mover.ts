import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";

/** Often enough for the main thread to find nothing to move when it writes. */
const EVERY_MS = 100;

/**
 * Entry of a thread that moves a database's write-ahead log into its file. Done by the writing connection, as SQLite does on its
 * own, it would hold the main thread for milliseconds at every thousandth page.
 */
function run(file: string): void {
  const db = new Database(file, { fileMustExist: true });
  const move = db.prepare("PRAGMA wal_checkpoint(PASSIVE)");
  const timer = setInterval(() => {
    try {
      move.all();
    } catch {
      // A full or failing disk: the writer meets the same error and reports it.
    }
  }, EVERY_MS);
  parentPort?.once("message", () => {
    clearInterval(timer);
    db.close();
  });
}

run(workerData as string);
