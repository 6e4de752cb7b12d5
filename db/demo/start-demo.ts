import { startThread } from "../threads.ts";
import type { DemoOptions } from "./options.ts";
import type { OnProgress } from "./sqlite-demo.ts";

export interface DemoRequest {
  readonly file: string;
  readonly options: DemoOptions;
}
export interface FromDemoThread {
  readonly done: number;
  readonly total: number;
}

/** Makes the demo database in a thread, as it takes seconds. Rejects with a `NotADemoError`, or whatever kept it from being written. */
export function makeSqliteDemo(file: string, options: DemoOptions, onProgress: OnProgress = () => {}): Promise<void> {
  const request: DemoRequest = { file, options };
  const thread = startThread(new URL("./demo-thread.ts", import.meta.url), request);
  return new Promise((resolve, reject) => {
    thread.on("message", ({ done, total }: FromDemoThread) => onProgress(done, total));
    thread.on("error", reject);
    thread.on("exit", () => resolve());
  });
}
