import { type Benchmark, compare } from "./harness.ts";
import { measure, startBare, startCrowsnest } from "./processes.ts";
import { createMetrics, LOAD_METRICS } from "./workload.ts";

/** Requests a second that a server answers with 202, one event each over 50 connections. Throws if it answers anything else. */
export function postLoad(url: string, seconds: number): Promise<number> {
  return measure("load", [url, String(seconds)]);
}

/** Single events through the whole middleware chain, durable, against a bare Express route that only parses and answers. */
export const postSingle: Benchmark = {
  name: "post-single",
  run: async ({ quick, say }) => {
    const [ours, bare] = [await startCrowsnest(), await startBare("express-accept")];
    try {
      await createMetrics(ours.url, LOAD_METRICS);
      const seconds = quick ? 2 : 8;
      await postLoad(ours.url, 2);
      await postLoad(bare.url, 2);
      say(`single posts, 50 connections, ${seconds} s a side and round`);
      const figures = await compare(
        quick ? 1 : 5,
        () => postLoad(ours.url, seconds),
        () => postLoad(bare.url, seconds),
      );
      const note = "50 connections, durable, 20 metrics of which 2 match, against a bare Express 5 route (express.json, 202)";
      return [{ name: "Single-event POST", unit: "requests/s", better: "higher", target: 1, note, ...figures }];
    } finally {
      await Promise.all([ours.stop(), bare.stop()]);
    }
  },
};
