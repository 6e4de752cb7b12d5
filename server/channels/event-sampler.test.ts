import fc from "fast-check";
import { expect, it } from "vitest";
import type { StoredEvent } from "../../shared/events.ts";
import type { EventsFrame } from "../../shared/socket.ts";
import { createEventSampler } from "./event-sampler.ts";

function event(seq: number): StoredEvent {
  const nothing = { id: null, severity: null, value: null, userId: null, attributes: null };
  return { seq, at: 0, type: "login.failed", source: "auth-api", timestamp: 0, ...nothing };
}

/** A sampler on a clock that only moves when told. */
function setUp() {
  let now = 0;
  let timer: { at: number; run: () => void } | undefined;
  let listeners = 1;
  const frames: { at: number; frame: EventsFrame }[] = [];
  const sampler = createEventSampler({
    publisher: {
      hasSubscribers: () => listeners > 0,
      publishLive: (_channel, _root, data) => frames.push({ at: now, frame: data as EventsFrame }),
    },
    now: () => now,
    schedule: (run, ms) => {
      expect(timer).toBeUndefined();
      timer = { at: now + ms, run };
      return () => {
        timer = undefined;
      };
    },
  });
  const advance = (ms: number) => {
    const end = now + ms;
    while (timer && timer.at <= end) {
      const { at, run } = timer;
      timer = undefined;
      now = at;
      run();
    }
    now = end;
  };
  const listen = (count: number) => {
    listeners = count;
  };
  return { sampler, frames, advance, listen, timerSet: () => timer !== undefined };
}

it("shows a lone event at once", () => {
  const { sampler, frames } = setUp();
  sampler.push([event(1)]);
  expect(frames.map(({ frame }) => frame)).toMatchObject([{ items: [{ seq: 1, attributes: {} }], skipped: 0 }]);
});

it("accounts for every event, in order, at most ten times a second and fifty at a time", () => {
  const push = fc.record({ wait: fc.integer({ min: 0, max: 150 }), count: fc.integer({ min: 0, max: 120 }) });
  fc.assert(
    fc.property(fc.array(push, { maxLength: 40 }), (pushes) => {
      const { sampler, frames, advance } = setUp();
      let seq = 0;
      for (const { wait, count } of pushes) {
        advance(wait);
        sampler.push(Array.from({ length: count }, () => event(++seq)));
      }
      advance(100);
      expect(frames.reduce((sum, { frame }) => sum + frame.items.length + frame.skipped, 0)).toBe(seq);
      const shown = frames.flatMap(({ frame }) => frame.items.map((item) => item.seq));
      expect(shown).toEqual([...shown].sort((a, b) => a - b));
      if (seq > 0) expect(shown.at(-1)).toBe(seq);
      for (const [index, { at, frame }] of frames.entries()) {
        expect(frame.items.length).toBeLessThanOrEqual(50);
        expect(at - (frames[index - 1]?.at ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(100);
      }
    }),
  );
});

it("holds and builds nothing while nobody listens", () => {
  const { sampler, frames, advance, listen, timerSet } = setUp();
  listen(0);
  sampler.push([event(1)]);
  expect(timerSet()).toBe(false);
  listen(1);
  sampler.push([event(2)]);
  sampler.push([event(3)]);
  listen(0);
  advance(1_000);
  expect(frames.map(({ frame }) => frame.items.map((item) => item.seq))).toEqual([[2]]);
});

it("leaves no timer behind when stopped", () => {
  const { sampler, timerSet } = setUp();
  sampler.push([event(1)]);
  sampler.push([event(2)]);
  expect(timerSet()).toBe(true);
  sampler.stop();
  expect(timerSet()).toBe(false);
});
