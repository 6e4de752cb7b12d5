import { parentPort, workerData } from "node:worker_threads";
import { openDirectReader, type ReadReply, type ReadRequest } from "./sqlite-reader.ts";

const reader = openDirectReader(String(workerData));
const reply = (message: ReadReply): void => parentPort?.postMessage(message);

parentPort?.on("message", ({ id, sql, parameters }: ReadRequest) => {
  reader.rows(sql, parameters).then(
    (rows) => reply({ id, rows }),
    (error: unknown) => reply({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
