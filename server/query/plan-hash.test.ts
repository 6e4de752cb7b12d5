import fc from "fast-check";
import { expect, it } from "vitest";
import type { Plan } from "../../shared/plan.ts";
import { canonicalJson, planHash } from "./plan-hash.ts";

it("reads back as the same data", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it("does not depend on the order of keys", () => {
  const backwards = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(backwards);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, each]) => [key, backwards(each)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(backwards(value))).toBe(canonicalJson(value));
    }),
  );
});

it("tells plans apart, and none from itself", () => {
  const plan = (id: string): Plan => ({ stages: [{ id, from: { entity: "users" }, columns: [] }] });
  expect(planHash(plan("a"))).toBe(planHash({ stages: [{ columns: [], from: { entity: "users" }, id: "a" }] }));
  expect(planHash(plan("a"))).not.toBe(planHash(plan("b")));
  expect(planHash(plan("a"))).toMatch(/^[0-9a-f]{64}$/);
});
