import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hold, rowChanges } from "./held.ts";

interface Row {
  readonly id: string;
  readonly value: number;
}

const row = (id: string, value = 0): Row => ({ id, value });
const mapOf = (rows: readonly Row[]) => new Map(rows.map((each) => [each.id, each]));

describe("a list that holds still", () => {
  test("shows the wanted rows while nobody is on it", () => {
    const wanted = [row("b"), row("a")];
    expect(hold([row("a")], wanted, false, () => undefined)).toEqual({ rows: wanted, waiting: 0 });
  });

  test("keeps order and rows while somebody is, with newest values, and counts what waits", () => {
    const newest = mapOf([row("a", 2), row("b", 2), row("c", 2)]);
    const held = hold([row("a", 1), row("b", 1)], [row("c", 2), row("b", 2)], true, (id) => newest.get(id));
    expect(held).toEqual({ rows: [row("a", 2), row("b", 2)], waiting: 1 });
  });

  test("keeps a row that no longer exists as it was", () => {
    expect(hold([row("a", 1)], [], true, () => undefined).rows).toEqual([row("a", 1)]);
  });

  test("never changes which rows are shown, whatever comes in meanwhile", () => {
    const rows = fc.uniqueArray(fc.record({ id: fc.constantFrom(..."abcdefgh"), value: fc.nat() }), { selector: (each) => each.id });
    fc.assert(
      fc.property(rows, rows, (shown, wanted) => {
        const held = hold(shown, wanted, true, (id) => mapOf(wanted).get(id));
        expect(held.rows.map((each) => each.id)).toEqual(shown.map((each) => each.id));
        expect(new Set([...shown, ...wanted].map((each) => each.id)).size).toBe(shown.length + held.waiting);
      }),
    );
  });
});

test("the changes turn the rows of a grid into the wanted ones", () => {
  const rows = fc.uniqueArray(fc.record({ id: fc.constantFrom(..."abcdef"), value: fc.nat(3) }), { selector: (each) => each.id });
  fc.assert(
    fc.property(rows, rows, (before, after) => {
      const current = mapOf(before);
      const { add, update, remove } = rowChanges(current, mapOf(after));
      for (const each of remove) current.delete(each.id);
      for (const each of [...add, ...update]) current.set(each.id, each);
      expect(current).toEqual(mapOf(after));
      expect(rowChanges(current, mapOf(after))).toEqual({ add: [], update: [], remove: [] });
    }),
  );
});
