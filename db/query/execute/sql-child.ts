import type { ChildProcess } from "node:child_process";
import { DatabaseUnreachableError, QueryCancelledError, QueryTimeoutError } from "../../ports.ts";
import type { ChildFailure, ChildJob, ChildRows, ChildSetup, FromChild, ToChild } from "./child-protocol.ts";
import { type ChildMemory, spawnChild } from "./spawn-child.ts";

const ENTRY = new URL("./sqlite-child.ts", import.meta.url);

type Answer = ChildRows | ChildFailure;

interface Pending {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** A process that runs one statement at a time. It is killed, never asked, to stop: a running statement hears nothing. */
export class SqlChild {
  /** Resolves when it can take a statement; rejects with a DatabaseUnreachableError. */
  readonly ready: Promise<void>;
  readonly exited: Promise<void>;
  alive = true;
  private readonly process: ChildProcess;
  private pending: Pending | undefined;

  constructor(setup: ChildSetup, memory: ChildMemory) {
    this.process = spawnChild(ENTRY, memory);
    this.exited = new Promise((resolve) => {
      const end = (): void => {
        this.alive = false;
        // Nobody killed it, so that its own bound did.
        this.settle((pending) => pending.reject(new QueryTimeoutError("The statement needs more memory than one may take.")));
        resolve();
      };
      this.process.once("exit", end);
      this.process.once("error", end);
    });
    this.ready = this.untilReady();
    // Whoever needs the child looks at this again; until then its failure is nobody's.
    this.ready.catch(() => {});
    this.send(setup);
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** Runs the statement; kills the process when it takes longer than `timeoutMs` or nobody waits any more. */
  async run(job: ChildJob, timeoutMs: number, signal?: AbortSignal): Promise<Answer> {
    const answer = new Promise<Answer>((resolve, reject) => {
      this.pending = { resolve, reject };
    });
    const late = setTimeout(() => this.kill(new QueryTimeoutError(`The statement took longer than ${timeoutMs} ms.`)), timeoutMs);
    const gone = (): void => this.kill(new QueryCancelledError("nobody waits for the answer any more"));
    signal?.addEventListener("abort", gone);
    if (signal?.aborted) gone();
    else this.send(job);
    try {
      return await answer;
    } finally {
      clearTimeout(late);
      signal?.removeEventListener("abort", gone);
    }
  }

  kill(reason: Error = new QueryCancelledError("the server is stopping")): void {
    this.alive = false;
    this.settle((pending) => pending.reject(reason));
    this.process.kill("SIGKILL");
  }

  private settle(how: (pending: Pending) => void): void {
    const { pending } = this;
    this.pending = undefined;
    if (pending) how(pending);
  }

  private send(message: ToChild): void {
    // A process that has just died tells so by its end.
    this.process.send?.(message, () => {});
  }

  private untilReady(): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (): void => reject(new DatabaseUnreachableError("the database cannot be opened"));
      this.process.on("message", (message: FromChild) => {
        if (message.kind === "ready") resolve();
        else if (message.kind === "unopened") this.endUnopened(fail);
        else this.settle((pending) => pending.resolve(message));
      });
      this.exited.then(fail);
    });
  }

  private endUnopened(fail: () => void): void {
    fail();
    this.kill();
  }
}
