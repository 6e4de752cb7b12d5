import { Worker } from "node:worker_threads";
import type { FromChild, ToChild } from "./child-protocol.ts";
import { SqliteConnection } from "./sqlite-connection.ts";
import { StatementRunner } from "./sqlite-statement.ts";

/** How often the watchdog looks for the parent. */
const LOOK_MS = 200;

/**
 * A statement keeps this thread from noticing anything, so another one ends the process when its parent is gone. Resolves when it looks.
 * The parent told its id, for it may be gone before anybody here could ask for it.
 */
function watchParent(parent: number): Promise<void> {
  const watchdog = `
    const look = () => { if (process.ppid !== ${parent}) process.kill(process.pid, "SIGKILL"); };
    setInterval(look, ${LOOK_MS});
    look();`;
  const thread = new Worker(watchdog, { eval: true, execArgv: [] });
  thread.unref();
  return new Promise((resolve) => thread.once("online", resolve));
}

function say(message: FromChild): void {
  process.send?.(message);
}

function open(message: Extract<ToChild, { kind: "open" }>): StatementRunner | undefined {
  try {
    const runner = new StatementRunner(new SqliteConnection(message.file), message.tables);
    say({ kind: "ready" });
    return runner;
  } catch {
    say({ kind: "unopened" });
    return undefined;
  }
}

/** Entry of the process that owns a connection: one statement at a time, until it is told nothing more or killed. */
function serve(): void {
  const watched = watchParent(Number(process.argv.at(-1)));
  let runner: StatementRunner | undefined;
  const take = (message: ToChild): void => {
    if (message.kind === "open") runner = open(message);
    else if (runner) say(runner.run(message));
  };
  process.on("message", (message: ToChild) => {
    watched.then(() => take(message));
  });
  process.on("disconnect", () => process.exit(0));
}

serve();
