import { expect, test } from "vitest";
import { addSample, type Sample, series } from "./samples.ts";

const sample = (at: number, eventsPerSecond = at): Sample => ({ at, eventsPerSecond, lagMs: 0, pending: 0, open: 0, urgent: 0 });

test("keeps a bounded number, the newest", () => {
  let samples: readonly Sample[] = [];
  for (let at = 1; at <= 10; at++) samples = addSample(samples, sample(at), 4);
  expect(samples.map((each) => each.at)).toEqual([7, 8, 9, 10]);
});

test("a second sample of the same second replaces the first, an older one is ignored", () => {
  const samples = addSample([sample(1), sample(2)], sample(2, 99));
  expect(samples).toEqual([sample(1), sample(2, 99)]);
  expect(addSample(samples, sample(1))).toBe(samples);
});

test("silence is a gap and not a line", () => {
  expect(series([sample(1), sample(2), sample(9)], "eventsPerSecond")).toEqual([
    [1, 2, 3, 8, 9],
    [1, 2, null, null, 9],
  ]);
  expect(series([sample(1), sample(4)], "eventsPerSecond")[1]).toEqual([1, 4]);
});
