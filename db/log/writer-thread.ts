import type { Worker } from "node:worker_threads";
import { LogUnavailableError } from "../ports.ts";
import { startThread } from "../threads.ts";
import type {
  CommitReply,
  CommitRequest,
  ForgetReply,
  ForgetRequest,
  FromWriter,
  LogState,
  ToWriter,
  WriterOptions,
} from "./writer-protocol.ts";

/** The main thread's end of the writer. Replies come in the order of the commits. */
export interface WriterThread {
  readonly opened: LogState;
  commit(request: CommitRequest): void;
  onReply(listener: (reply: CommitReply) => void): void;
  /** Removes some old entries after the commits it was given. Throws {@link LogUnavailableError} when the thread ends before. */
  forget(request: ForgetRequest): Promise<ForgetReply>;
  /** Called once, when the thread ended without having been closed. */
  onDeath(listener: (reason: Error) => void): void;
  /** Ends the thread after the commits it was given. */
  close(): Promise<void>;
  /** Ends the thread now, as a crash would. */
  terminate(): Promise<void>;
}

/** Starts the writer and waits until it has opened the log. Throws {@link LogUnavailableError} when it cannot. */
export function startWriter(options: WriterOptions): Promise<WriterThread> {
  return new Promise((resolve, reject) => {
    // Until it is open, the thread's end is the failure to open it.
    new RunningWriter(startThread(new URL("./log-writer.ts", import.meta.url), options), resolve, (reason) => {
      reject(new LogUnavailableError(`the event log cannot be opened: ${reason.message}`, { cause: reason }));
    });
  });
}

class RunningWriter implements WriterThread {
  opened: LogState = { position: { seq: 0, at: 0 }, counters: { received: 0, accepted: 0, duplicates: 0, rejected: 0 }, lastAt: 0 };
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  #forgetting: { resolve(reply: ForgetReply): void; reject(reason: Error): void }[] = [];
  #closing = false;
  #ended = false;
  #died: (reason: Error) => void;
  #replied: (reply: CommitReply) => void = () => {};

  constructor(worker: Worker, opened: (writer: WriterThread) => void, failed: (reason: Error) => void) {
    this.#worker = worker;
    this.#died = failed;
    let reason = new Error("its writer ended");
    worker.on("error", (error) => {
      reason = error;
    });
    worker.on("message", (message: FromWriter) => {
      if (message.kind === "reply") this.#replied(message.reply);
      else if (message.kind === "forgot") this.#forgetting.shift()?.resolve(message.reply);
      else if (message.kind === "failed") reason = new Error(message.message);
      else {
        this.opened = message.state;
        opened(this);
      }
    });
    this.#exited = new Promise((resolve) => {
      worker.on("exit", () => {
        this.#ended = true;
        if (!this.#closing) this.#died(reason);
        for (const { reject } of this.#forgetting.splice(0)) reject(new LogUnavailableError("the event log's writer ended"));
        resolve();
      });
    });
  }

  commit(request: CommitRequest): void {
    this.#send({ kind: "commit", request });
  }

  onReply(listener: (reply: CommitReply) => void): void {
    this.#replied = listener;
  }

  forget(request: ForgetRequest): Promise<ForgetReply> {
    return new Promise((resolve, reject) => {
      if (this.#ended) throw new LogUnavailableError("the event log's writer ended");
      this.#forgetting.push({ resolve, reject });
      this.#send({ kind: "forget", request });
    });
  }

  onDeath(listener: (reason: Error) => void): void {
    this.#died = listener;
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#send({ kind: "close" });
    await this.#exited;
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
    await this.#exited;
  }

  #send(message: ToWriter): void {
    this.#worker.postMessage(message);
  }
}
