import fc from "fast-check";
import { expect, it } from "vitest";
import { createClock } from "./clock.ts";

it("never goes back, and is right again as soon as it can be", () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), (readings) => {
      const rest = [...readings];
      const now = createClock(() => rest.shift() ?? 0);
      const told = readings.map(() => now());
      expect(told).toEqual(readings.map((_, index) => Math.max(...readings.slice(0, index + 1))));
    }),
  );
});
