import type { Worker } from "node:worker_threads";
import { startThread } from "../threads.ts";

/** A database that lives shorter, as in a test, is not worth a thread. */
const START_AFTER_MS = 1_000;

/**
 * Runs the thread that moves a database's write-ahead log, from a second after the start on. Should it end, SQLite moves the log
 * itself, if in larger steps.
 */
export class WalKeeper {
  readonly #timer: NodeJS.Timeout;
  #thread: Worker | undefined;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.#timer = setTimeout(() => this.#start(file), START_AFTER_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    // What waits for its end must not be left without anything that keeps the process alive.
    this.#thread?.ref();
    this.#thread?.postMessage("stop");
    await this.#ended;
  }

  #start(file: string): void {
    const thread = startThread(new URL("./wal-mover.ts", import.meta.url), file);
    thread.on("error", () => {});
    this.#ended = new Promise((resolve) => thread.once("exit", resolve));
    thread.unref();
    this.#thread = thread;
  }
}
