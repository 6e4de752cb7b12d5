import { parentPort, workerData } from "node:worker_threads";
import { writeSqliteDemo } from "./sqlite-demo.ts";
import type { DemoRequest, FromDemoThread } from "./start-demo.ts";

const { file, options } = workerData as DemoRequest;
const say = (message: FromDemoThread): void => parentPort?.postMessage(message);

writeSqliteDemo(file, options, (done, total) => say({ done, total }));
