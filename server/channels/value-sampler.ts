import type { MetricFrame } from "../../shared/socket.ts";
import { parseChannel } from "../../shared/socket.ts";
import type { ChangedValue } from "../../streams/engine.ts";
import type { Runtime } from "../runtime/ports.ts";
import type { Job, Schedule } from "../schedule.ts";
import { CONFLATED_ITEMS } from "./conflate.ts";
import type { Publisher } from "./ports.ts";

export interface ValueSamplerOptions {
  readonly publisher: Pick<Publisher, "subscribedChannels" | "publishLive">;
  readonly runtime: Pick<Runtime, "noteChanges" | "takeChanged">;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  readonly schedule: Schedule;
  /** Shortest time between two frames of a channel; 250 ms is 4 a second. */
  readonly intervalMs?: number;
  readonly itemsPerFrame?: number;
}

/** Keeps the items with the largest change of as many as come, without sorting them all. */
class LargestChanges {
  #kept: ChangedValue[] = [];
  #seen = 0;
  /** What cannot be among the kept any more. */
  #floor = Number.NEGATIVE_INFINITY;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(item: ChangedValue): void {
    this.#seen++;
    if (item.change <= this.#floor) return;
    this.#kept.push(item);
    if (this.#kept.length >= 2 * this.#limit) this.#trim();
  }

  frame(): MetricFrame {
    this.#trim();
    const items = this.#kept.map(({ change: _change, ...value }) => value);
    return { items, omitted: this.#seen - items.length };
  }

  #trim(): void {
    this.#kept.sort((a, b) => b.change - a.change);
    if (this.#kept.length < this.#limit) return;
    this.#kept.length = this.#limit;
    this.#floor = this.#kept.at(-1)?.change ?? this.#floor;
  }
}

/** One frame for each channel that something has changed on: the values of all metrics, or of the channel's own. */
function framesOf(changed: readonly ChangedValue[], channels: readonly string[], limit: number): Map<string, MetricFrame> {
  const byMetric = new Map<string | undefined, LargestChanges>();
  for (const name of channels) byMetric.set(parseChannel(name)?.key, new LargestChanges(limit));
  const all = byMetric.get(undefined);
  for (const item of changed) {
    all?.add(item);
    byMetric.get(item.metricId)?.add(item);
  }
  const frames = channels.map((name): [string, MetricFrame] => [
    name,
    byMetric.get(parseChannel(name)?.key)?.frame() ?? { items: [], omitted: 0 },
  ]);
  return new Map(frames.filter(([, { items }]) => items.length > 0));
}

/**
 * Feeds the channels `metrics` and `metrics:<metricId>`: the newest value of every group that has changed, the largest changes
 * first. The engine notes changes only while somebody listens.
 */
export function createValueSampler(options: ValueSamplerOptions): Job {
  const { publisher, runtime, now, schedule, intervalMs = 250, itemsPerFrame = CONFLATED_ITEMS } = options;
  let noting = false;
  let lastAt = Number.NEGATIVE_INFINITY;
  let cancel = (): void => {};

  function rest(): void {
    if (noting) runtime.noteChanges(false);
    noting = false;
  }

  function sample(channels: readonly string[]): void {
    // Said again each time: the runtime may have another engine by now.
    runtime.noteChanges(true);
    noting = true;
    const frames = framesOf(runtime.takeChanged(), channels, itemsPerFrame);
    if (frames.size > 0) lastAt = now();
    for (const [channel, frame] of frames) publisher.publishLive(channel, "metrics", frame);
  }

  function look(): void {
    // A timer may go off a little early.
    const wait = lastAt + intervalMs - now();
    if (wait <= 0) {
      const channels = publisher.subscribedChannels("metrics");
      if (channels.length > 0) sample(channels);
      else rest();
    }
    cancel = schedule(look, wait > 0 ? wait : intervalMs);
  }

  return {
    async start() {
      cancel = schedule(look, intervalMs);
    },
    async stop() {
      cancel();
      rest();
    },
  };
}
