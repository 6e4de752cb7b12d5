import { startThread } from "../threads.ts";
import type { ReadReply, ReadRequest } from "./read-protocol.ts";
import type { OpenReader, ReaderRow } from "./reader.ts";

/** Reads in a thread of its own, one query after the other. Queries under way when it is closed or dies are rejected. */
export function openThreadReader(file: string): OpenReader {
  const thread = startThread(new URL("./sqlite-reader-thread.ts", import.meta.url), file);
  const waiting = new Map<number, { resolve(rows: readonly ReaderRow[]): void; reject(error: Error): void }>();
  let ended: Error | undefined;
  let lastId = 0;
  const end = (reason: Error): void => {
    ended ??= reason;
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };
  thread.on("message", (reply: ReadReply) => {
    const query = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ("rows" in reply) query?.resolve(reply.rows);
    else query?.reject(new Error(reply.error));
  });
  thread.on("error", end);
  thread.on("exit", () => end(new Error("the reader has ended")));
  return {
    dialect: "sqlite",
    rows: (sql, parameters = []) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        const request: ReadRequest = { id: ++lastId, sql, parameters };
        waiting.set(request.id, { resolve, reject });
        thread.postMessage(request);
      }),
    close: async () => {
      await thread.terminate();
    },
  };
}
