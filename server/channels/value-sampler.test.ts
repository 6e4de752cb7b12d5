import fc from "fast-check";
import { expect, it } from "vitest";
import type { MetricFrame } from "../../shared/socket.ts";
import type { ChangedValue } from "../../streams/engine.ts";
import { createValueSampler } from "./value-sampler.ts";

const WINDOW_END = "2026-01-01T00:00:00.000Z";
const changed = (metricId: string, user: number, change: number, value = change): ChangedValue => ({
  metricId,
  group: { userId: `u${user}` },
  value,
  windowEnd: WINDOW_END,
  change,
});
const shown = ({ change: _change, ...value }: ChangedValue) => value;

/** A sampler on a clock that only moves when told, over an engine that says it has changed as it is told. */
async function setUp(itemsPerFrame = 500) {
  let now = 0;
  let timer: { at: number; run: () => void } | undefined;
  let channels: string[] = [];
  let pending: ChangedValue[] = [];
  const noted: boolean[] = [];
  const frames: { at: number; channel: string; frame: MetricFrame }[] = [];
  const sampler = createValueSampler({
    publisher: {
      subscribedChannels: () => channels,
      publishLive: (channel, _root, data) => frames.push({ at: now, channel, frame: data as MetricFrame }),
    },
    runtime: {
      noteChanges: (on) => {
        if (noted.at(-1) !== on) noted.push(on);
      },
      takeChanged: () => pending.splice(0),
    },
    now: () => now,
    schedule: (run, ms) => {
      expect(timer).toBeUndefined();
      timer = { at: now + ms, run };
      return () => {
        timer = undefined;
      };
    },
    itemsPerFrame,
  });
  await sampler.start();
  return {
    sampler,
    frames,
    noted,
    listen: (...names: string[]) => {
      channels = names;
    },
    change: (...items: ChangedValue[]) => {
      pending = [...pending, ...items];
    },
    advance: (ms: number) => {
      const end = now + ms;
      while (timer && timer.at <= end) {
        const { at, run } = timer;
        timer = undefined;
        now = at;
        run();
      }
      now = end;
    },
    timerSet: () => timer !== undefined,
  };
}

it("has the engine note changes only while somebody listens", async () => {
  const { advance, listen, noted, sampler, timerSet } = await setUp();
  advance(1_000);
  expect(noted).toEqual([]);
  listen("metrics:m1");
  advance(1_000);
  expect(noted).toEqual([true]);
  listen();
  advance(1_000);
  expect(noted).toEqual([true, false]);
  listen("metrics");
  advance(1_000);
  await sampler.stop();
  expect(noted).toEqual([true, false, true, false]);
  expect(timerSet()).toBe(false);
});

it("sends each channel what is its own, and nothing where nothing has changed", async () => {
  const { advance, change, frames, listen } = await setUp();
  listen("metrics", "metrics:m1", "metrics:m3");
  const items = [changed("m1", 1, 0.1), changed("m2", 1, 0.9), changed("m1", 2, 0.5)] as const;
  change(...items);
  advance(5_000);
  expect(frames).toEqual([
    { at: 250, channel: "metrics", frame: { items: [items[1], items[2], items[0]].map(shown), omitted: 0 } },
    { at: 250, channel: "metrics:m1", frame: { items: [items[2], items[0]].map(shown), omitted: 0 } },
  ]);
});

it("shows the largest changes first, counts the rest, and sends at most four frames a second", async () => {
  const burst = fc.record({
    wait: fc.integer({ min: 0, max: 900 }),
    changes: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(burst, { maxLength: 12 }), fc.integer({ min: 1, max: 20 }), async (bursts, limit) => {
      const { advance, change, frames, listen, sampler } = await setUp(limit);
      listen("metrics");
      let user = 0;
      const offered = new Map<string, number>();
      for (const { wait, changes } of bursts) {
        advance(wait);
        for (const size of changes) {
          offered.set(`u${user}`, size);
          change(changed("m", user++, size));
        }
      }
      advance(250);
      advance(250);
      await sampler.stop();
      expect(frames.reduce((sum, { frame }) => sum + frame.items.length + frame.omitted, 0)).toBe(user);
      for (const [index, { at, frame }] of frames.entries()) {
        expect(at - (frames[index - 1]?.at ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(250);
        expect(frame.items.length).toBeLessThanOrEqual(limit);
        if (frame.omitted > 0) expect(frame.items).toHaveLength(limit);
        const sizes = frame.items.map(({ group }) => offered.get(String(group.userId)) ?? Number.NaN);
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      }
    }),
  );
});

it("omits nothing that has changed more than what it shows", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 30 }),
      async (sizes, limit) => {
        const { advance, change, frames, listen } = await setUp(limit);
        listen("metrics");
        change(...sizes.map((size, user) => changed("m", user, size)));
        advance(250);
        const largest = [...sizes].sort((a, b) => b - a).slice(0, limit);
        expect(frames.map(({ frame }) => frame.items.map(({ value }) => value))).toEqual([largest]);
      },
    ),
  );
});
