import { randomUUID } from "node:crypto";
import autocannon from "autocannon";
import type { Benchmark } from "./harness.ts";
import { compare } from "./harness.ts";
import { startBare, startCrowsnest } from "./processes.ts";
import { createMetrics, LOAD_METRICS, loadEvent } from "./workload.ts";

const CONNECTIONS = 50;

/** Requests a second that a server answers with 202, one event each. Throws if it answers anything else. */
export async function postLoad(url: string, seconds: number, overallRate?: number): Promise<number> {
  const run = randomUUID().slice(0, 8);
  let n = 0;
  const result = await autocannon({
    url: `${url}/api/v1/alert`,
    connections: CONNECTIONS,
    duration: seconds,
    ...(overallRate === undefined ? {} : { overallRate }),
    requests: [
      {
        method: "POST",
        path: "/api/v1/alert",
        headers: { "content-type": "application/json" },
        setupRequest: (request) => ({ ...request, body: JSON.stringify(loadEvent(n++, run)) }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
  return result["2xx"] / result.duration;
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
      say(`single posts, ${CONNECTIONS} connections, ${seconds} s a side and round`);
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
