import { parentPort, workerData } from "node:worker_threads";
import { LogStore } from "./log-store.ts";
import { takeWriterLock } from "./writer-lock.ts";
import type { FromWriter, ToWriter, WriterOptions } from "./writer-protocol.ts";

/** Entry of the writer thread: opens the log, then answers commits in the order in which they come. */
function run(options: WriterOptions): void {
  const port = parentPort;
  if (port === null) throw new Error("the log's writer runs as a worker thread");
  const say = (message: FromWriter): void => port.postMessage(message);
  try {
    const lock = takeWriterLock(options.file, options.lockWaitMs ?? 5_000);
    const store = new LogStore(options);
    port.on("message", (message: ToWriter) => {
      if (message.kind === "commit") return say({ kind: "reply", reply: store.commit(message.request) });
      if (message.kind === "forget") return say({ kind: "forgot", reply: store.forget(message.request) });
      store.close();
      lock.release();
      port.close();
    });
    say({ kind: "opened", state: store.state });
  } catch (error) {
    say({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
    port.close();
  }
}

run(workerData as WriterOptions);
