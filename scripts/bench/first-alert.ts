import { randomUUID } from "node:crypto";
import { io } from "socket.io-client";
import { type Benchmark, median } from "./harness.ts";
import { startPolledStack } from "./polled-stack.ts";
import { postJson, startCrowsnest } from "./processes.ts";
import { createMetrics, PROBE_METRIC } from "./workload.ts";

/** Prometheus and Alertmanager at their shortest intervals, measured on a machine like the one of the results; ms. */
const PUBLISHED_MS = 1_430;
const WAIT_MS = 30_000;

interface AlertFrame {
  readonly data: { readonly group: { readonly userId?: string } };
}

/** Times how long each named probe takes to come back; those that fire together are told apart by their name. */
class Stopwatch {
  private readonly waiting = new Map<string, () => void>();

  async time(name: string, start: () => Promise<unknown>): Promise<number> {
    const came = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no alert within ${WAIT_MS} ms`)), WAIT_MS);
      this.waiting.set(name, () => {
        clearTimeout(timer);
        resolve();
      });
    });
    const started = performance.now();
    const [, ms] = await Promise.all([start(), came.then(() => performance.now() - started)]);
    return ms;
  }

  came(name: string): void {
    this.waiting.get(name)?.();
    this.waiting.delete(name);
  }
}

/** One probe after the other, at moments that have nothing to do with the intervals of either side. */
async function probe(count: number, run: (name: string) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    await new Promise((resolve) => setTimeout(resolve, 100 + ((n * 377) % 1_000)));
    times.push(await run(`${randomUUID().slice(0, 8)}-${n}`));
  }
  return median(times);
}

async function crowsnestMs(count: number): Promise<number> {
  const server = await startCrowsnest();
  const socket = io(server.url, { transports: ["websocket"], reconnection: false });
  try {
    await createMetrics(server.url, [PROBE_METRIC]);
    await socket.timeout(WAIT_MS).emitWithAck("subscribe", { channel: "alerts" });
    const stopwatch = new Stopwatch();
    socket.on("alert", ({ data }: AlertFrame) => stopwatch.came(data.group.userId ?? ""));
    const run = (userId: string) =>
      stopwatch.time(userId, () => postJson(`${server.url}/api/v1/alert`, { type: "bench.probe", source: "probe", userId }));
    return await probe(count, run);
  } finally {
    socket.disconnect();
    await server.stop();
  }
}

/** Undefined where Prometheus or Alertmanager is not installed. */
async function polledMs(count: number): Promise<number | undefined> {
  const stopwatch = new Stopwatch();
  const stack = await startPolledStack((name) => stopwatch.came(name));
  if (!stack) return undefined;
  try {
    return await probe(count, (name) => stopwatch.time(name, async () => stack.count(name)));
  } finally {
    await stack.stop();
  }
}

/** From the POST of an event to its alert at a subscriber, against a stack that scrapes and evaluates once a second. */
export const firstAlert: Benchmark = {
  name: "first-alert",
  run: async ({ quick, say }) => {
    say("first alert: from an event to its alert at a subscriber");
    const ours = await crowsnestMs(quick ? 20 : 100);
    const measured = await polledMs(quick ? 5 : 30);
    const baseline = measured ?? PUBLISHED_MS;
    const source =
      measured === undefined
        ? `taken as ${PUBLISHED_MS} ms, as published: they are not installed here`
        : "measured in the same run with a scrape, an evaluation and a group interval of 1 s and no group wait, at the webhook";
    const note = `median from the POST of an event to its alert at a socket; Prometheus and Alertmanager ${source}`;
    // The other way round than elsewhere: how many times sooner.
    const ratio = baseline / ours;
    return [{ name: "Event to alert, times sooner", unit: "ms", better: "higher", target: 100, ours, baseline, ratio, rounds: 1, note }];
  },
};
