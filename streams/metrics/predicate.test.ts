import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredEvent } from "../../shared/events.ts";
import type { Filter } from "../../shared/metrics.ts";
import { eventOf } from "../testing/fixtures.ts";
import { canonicalGroup, compileGrouping } from "./group-key.ts";
import { compilePredicate } from "./predicate.ts";
import { matchesType, PredicateIndex } from "./predicate-index.ts";

const event = eventOf(0, { value: 5, userId: "42", severity: "high", attributes: { country: "RO", mfa: false, tries: 3, note: null } });

describe("a filter", () => {
  it.each<[Filter, boolean]>([
    [{ field: "value", op: "gt", value: 4 }, true],
    [{ field: "value", op: "gt", value: 5 }, false],
    [{ field: "value", op: "gte", value: 5 }, true],
    [{ field: "value", op: "lt", value: 5 }, false],
    [{ field: "value", op: "lte", value: 5 }, true],
    [{ field: "userId", op: "eq", value: "42" }, true],
    [{ field: "userId", op: "eq", value: 42 }, false],
    [{ field: "attributes.country", op: "in", value: ["DE", "RO"] }, true],
    [{ field: "attributes.country", op: "contains", value: "O" }, true],
    [{ field: "attributes.country", op: "ne", value: "DE" }, true],
    [{ field: "attributes.missing", op: "ne", value: "DE" }, true],
    [{ field: "attributes.missing", op: "eq", value: null }, true],
    [{ field: "attributes.missing", op: "gt", value: -1 }, false],
    [{ field: "attributes.note", op: "exists" }, false],
    [{ field: "attributes.note", op: "exists", value: false }, true],
    [{ field: "attributes.mfa", op: "exists" }, true],
    [{ field: "attributes.country", op: "gt", value: 1 }, false],
    [{ field: "attributes.constructor", op: "exists" }, false],
    [{ field: "attributes.__proto__", op: "exists" }, false],
  ])("%j is %s", (filter, expected) => {
    expect(compilePredicate([filter])(event)).toBe(expected);
  });
});

describe("the index", () => {
  const types = ["login.failed", "login.ok", "payment.failed", "payment"];
  const patterns = ["login.failed", "login.*", "*", "payment.*", "payment", "pay*"];
  const filter: fc.Arbitrary<Filter> = fc.oneof(
    fc.record({
      field: fc.constantFrom("userId", "attributes.country"),
      op: fc.constant("eq" as const),
      value: fc.constantFrom("1", "2", "RO"),
    }),
    fc.record({
      field: fc.constant("attributes.country"),
      op: fc.constant("in" as const),
      value: fc.constant<string[]>(["RO", "DE", "RO"]),
    }),
    fc.record({ field: fc.constant("value"), op: fc.constant("gt" as const), value: fc.integer({ min: 0, max: 3 }) }),
  );
  const member = fc.record({
    types: fc.array(fc.constantFrom(...patterns), { minLength: 1, maxLength: 3 }),
    where: fc.array(filter, { maxLength: 3 }),
  });
  const anEvent = fc.record({
    type: fc.constantFrom(...types),
    userId: fc.constantFrom("1", "2", null),
    value: fc.nat(4),
    country: fc.constantFrom("RO", "DE", null),
  });

  it("finds just the metrics that asking each would find, each once", () => {
    fc.assert(
      fc.property(fc.array(member, { maxLength: 20 }), fc.array(anEvent, { maxLength: 20 }), (selects, events) => {
        const members = selects.map((select) => ({ select, selects: compilePredicate(select.where) }));
        const index = new PredicateIndex<(typeof members)[number]>();
        index.replace(members);
        for (const { country, ...fields } of events) {
          const seen: StoredEvent = eventOf(0, { ...fields, attributes: { country } });
          const found: typeof members = [];
          index.match(seen, (candidate) => {
            if (candidate.selects(seen)) found.push(candidate);
          });
          const wanted = members.filter((m) => m.select.types.some((pattern) => matchesType(pattern, seen.type)) && m.selects(seen));
          expect(found.map((m) => members.indexOf(m)).sort()).toEqual(wanted.map((m) => members.indexOf(m)).sort());
        }
      }),
    );
  });
});

describe("a group", () => {
  it("tells a number from its text and a missing field from an empty one", () => {
    const { keyOf, describe: name } = compileGrouping(["attributes.a", "userId"]);
    const keys = [1, "1", "", null].map((a) => keyOf(eventOf(0, { attributes: { a } })));
    expect(new Set(keys).size).toBe(4);
    expect(name(keys[0] ?? null)).toEqual({ "attributes.a": 1, userId: null });
  });

  it("has one canonical text whatever the order of its fields", () => {
    expect(canonicalGroup({ b: 1, a: "x" })).toBe(canonicalGroup({ a: "x", b: 1 }));
  });
});
