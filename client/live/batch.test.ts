import { expect, test } from "vitest";
import { createBatcher } from "./batch.ts";

test("hands on what came within a frame at once and in order", () => {
  const frames: (() => void)[] = [];
  const flushed: (readonly number[])[] = [];
  const add = createBatcher<number>(
    (items) => flushed.push(items),
    (run) => frames.push(run),
  );
  add(1);
  add(2);
  expect(flushed).toEqual([]);
  expect(frames).toHaveLength(1);
  frames.shift()?.();
  add(3);
  frames.shift()?.();
  expect(flushed).toEqual([[1, 2], [3]]);
});

test("takes in what arrives while it flushes, with the next frame", () => {
  const frames: (() => void)[] = [];
  const flushed: (readonly number[])[] = [];
  const add = createBatcher<number>(
    (items) => {
      flushed.push(items);
      if (flushed.length === 1) add(2);
    },
    (run) => frames.push(run),
  );
  add(1);
  frames.shift()?.();
  frames.shift()?.();
  expect(flushed).toEqual([[1], [2]]);
});
