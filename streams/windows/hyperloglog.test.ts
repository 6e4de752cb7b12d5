import fc from "fast-check";
import { expect, it } from "vitest";
import { HyperLogLog } from "./hyperloglog.ts";

const hashes = fc.array(
  fc.oneof(
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    // Registers of the largest rank.
    fc.integer({ min: 0, max: 4_095 }).map((register) => register << 20),
  ),
  { maxLength: 2_000 },
);

function sketchOf(added: readonly number[]): HyperLogLog {
  const sketch = new HyperLogLog();
  for (const hash of added) sketch.add(hash);
  return sketch;
}

it("estimates by what is in its registers, however it came there", () => {
  fc.assert(
    fc.property(hashes, hashes, (first, second) => {
      const sketch = sketchOf(first);
      const copy = sketch.copy();
      copy.merge(sketchOf(second));
      const together = sketchOf([...second, ...first]);
      expect(copy.estimate()).toBe(together.estimate());
      expect(new HyperLogLog(copy.snapshot()).estimate()).toBe(together.estimate());
      expect(new HyperLogLog(sketch.snapshot()).estimate()).toBe(sketch.estimate());
    }),
    { numRuns: 60 },
  );
});

it("is nothing at first", () => {
  expect(new HyperLogLog().estimate()).toBe(0);
});
