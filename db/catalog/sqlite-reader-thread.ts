import { parentPort, workerData } from "node:worker_threads";
import { openDirectReader } from "./direct-reader.ts";
import type { ReadReply, ReadRequest } from "./read-protocol.ts";

const reader = openDirectReader(String(workerData));
const reply = (message: ReadReply): void => parentPort?.postMessage(message);

parentPort?.on("message", ({ id, sql, parameters }: ReadRequest) => {
  reader.rows(sql, parameters).then(
    (rows) => reply({ id, rows }),
    (error: unknown) => reply({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
