import fc from "fast-check";
import { expect, it } from "vitest";
import { ValueSet } from "./value-set.ts";

const value = fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }).map(String), fc.boolean(), fc.constant(null));

/** Hashes that leave most values in the same few places. */
const poorHash = (of: unknown) => -(String(of).length * 64);

it.each([
  ["spread", (of: unknown) => Math.imul(Number(of) || 7, 0x9e3779b1)],
  ["colliding", poorHash],
])("holds what a set holds, in the order it came, where hashes are %s", (_name, hashOf) => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 600 }), (values) => {
      const set = new ValueSet();
      for (const each of values) set.add(each, hashOf(each));
      const whole = [...new Set(values)];
      expect(set.toArray()).toEqual(whole);
      expect(set.size).toBe(whole.length);

      const copy = set.copy();
      copy.add("another", poorHash("another"));
      for (const each of values) copy.add(each, hashOf(each));
      expect(copy.toArray()).toEqual([...whole, "another"]);
      expect(set.toArray()).toEqual(whole);
    }),
  );
});
