import { randomUUID } from "node:crypto";
import { io } from "socket.io-client";
import { type Benchmark, compare, percentile } from "./harness.ts";
import { postLoad } from "./post-single.ts";
import { measure, postJson, type RunningServer, startBare, startCrowsnest } from "./processes.ts";
import { createMetrics, LOAD_METRICS, PROBE_METRIC } from "./workload.ts";

const PROBES_PER_SECOND = 50;

interface AlertFrame {
  data: { group: { userId?: string } };
}

/** p99 in ms from the moment an event is posted to the moment its alert is at a socket, while a load runs beside it. */
async function deliveryP99(server: RunningServer, load: number, seconds: number): Promise<number> {
  const socket = io(server.url, { transports: ["websocket"], reconnection: false });
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("connect_error", reject));
  socket.emit("subscribe", { channel: "alerts" }, () => {});
  const sent = new Map<string, number>();
  const latencies: number[] = [];
  socket.on("alert", ({ data }: AlertFrame) => {
    const user = data.group.userId ?? "";
    const at = sent.get(user);
    if (at === undefined) return;
    sent.delete(user);
    latencies.push(performance.now() - at);
  });
  const loading = measure("paced-load", [server.url, String(seconds), String(load)]);
  await probe(server.url, seconds, sent);
  await loading;
  const lost = sent.size;
  socket.disconnect();
  if (lost > 0) throw new Error(`${lost} of ${lost + latencies.length} alerts did not arrive`);
  return percentile(latencies, 0.99);
}

async function probe(url: string, seconds: number, sent: Map<string, number>): Promise<void> {
  const run = randomUUID().slice(0, 8);
  const posts: Promise<unknown>[] = [];
  for (let n = 0; n < seconds * PROBES_PER_SECOND; n++) {
    const userId = `${run}-${n}`;
    sent.set(userId, performance.now());
    posts.push(postJson(`${url}/api/v1/alert`, { type: "bench.probe", source: "probe", userId }));
    await new Promise((resolve) => setTimeout(resolve, 1_000 / PROBES_PER_SECOND));
  }
  await Promise.all(posts);
  const until = performance.now() + 5_000;
  while (sent.size > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** From a POST to the alert at a socket, at half of the load that single posts reach, against a bare echo under the same load. */
export const delivery: Benchmark = {
  name: "delivery",
  run: async ({ quick, say }) => {
    const [ours, bare] = [await startCrowsnest(), await startBare("socket-echo")];
    try {
      await createMetrics(ours.url, [...LOAD_METRICS, PROBE_METRIC]);
      const seconds = quick ? 3 : 10;
      const load = Math.floor((await postLoad(ours.url, quick ? 2 : 5)) / 2);
      // Both have compiled their code before anything counts.
      for (const server of [ours, bare]) await deliveryP99(server, load, 2);
      say(`delivery at ${load} posts/s, ${PROBES_PER_SECOND} alerts/s, ${seconds} s a side and round`);
      const figures = await compare(
        quick ? 1 : 5,
        () => deliveryP99(ours, load, seconds),
        () => deliveryP99(bare, load, seconds),
      );
      const note = `POST to alert at a socket, p99, while ${load} posts/s run, against POST → emit of a bare server`;
      return [{ name: "POST to socket, p99", unit: "ms", better: "lower", target: 3, note, ...figures }];
    } finally {
      await Promise.all([ours.stop(), bare.stop()]);
    }
  },
};
