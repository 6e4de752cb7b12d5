import { expect, test } from "vitest";
import { makeEvent } from "../testing/alert.ts";
import { emptyTail, mergeEvents, takeFrames } from "./tail.ts";

const seqs = (items: readonly { seq: number }[]) => items.map((event) => event.seq);

test("events are newest first, each once, and bounded", () => {
  const merged = mergeEvents([makeEvent(5), makeEvent(3)], [makeEvent(4), makeEvent(5), makeEvent(9)], 3);
  expect(seqs(merged)).toEqual([9, 5, 4]);
});

test("nothing new is the same list, so that nothing is drawn again", () => {
  const known = [makeEvent(2), makeEvent(1)];
  expect(mergeEvents(known, [makeEvent(1)])).toBe(known);
});

test("the rate is that of the last whole second, the skipped ones included", () => {
  let state = takeFrames(emptyTail, [{ items: [makeEvent(1), makeEvent(2)], skipped: 8 }], 1_000);
  state = takeFrames(state, [{ items: [makeEvent(3)], skipped: 4 }], 1_900);
  expect(state.counting).toEqual({ second: 1, shown: 3, skipped: 12 });
  state = takeFrames(state, [{ items: [makeEvent(4)], skipped: 0 }], 2_100);
  expect(state.rate).toEqual({ second: 1, shown: 3, skipped: 12 });
  expect(state.passed).toBe(16);
});
