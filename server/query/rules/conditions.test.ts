import { describe, expect, it } from "vitest";
import type { CatalogFilter } from "../../../shared/catalog.ts";
import { type Cond, condOfFilter, merged, negated, sameColumn, sameValues } from "./conditions.ts";

const cond = (column: string, op: Cond["op"], ...values: Cond["values"]): Cond => ({
  entity: "orders",
  column,
  op,
  values,
  label: `${column} ${op}`,
});

describe("a condition of the catalog", () => {
  it.each<[CatalogFilter, Cond]>([
    [{ column: "total", op: "gte", value: 5 }, cond("total", "gte", 5)],
    [{ column: "state", op: "in", values: ["a", "b"] }, cond("state", "in", "a", "b")],
    [{ column: "state", op: "not_in", values: ["a"] }, cond("state", "notIn", "a")],
    [{ column: "sent", op: "is_null" }, cond("sent", "null")],
    [{ column: "sent", op: "not_null" }, cond("sent", "notNull")],
  ])("keeps its column, its values and what it is called: %j", (filter, expected) => {
    expect(condOfFilter("orders", filter, "called so")).toEqual({ ...expected, label: "called so" });
  });
});

describe("the opposite of a condition", () => {
  it.each<[Cond["op"], Cond["op"]]>([
    ["eq", "ne"],
    ["gt", "lte"],
    ["gte", "lt"],
    ["in", "notIn"],
    ["null", "notNull"],
  ])("of %s is %s, and the other way round", (op, opposite) => {
    const [there, back] = [negated(cond("a", op, 1)), negated(cond("a", opposite, 1))];
    expect([there.op, back.op]).toEqual([opposite, op]);
    expect(there).toMatchObject({ values: [1], label: `not a ${op}` });
  });

  it("of a flag is the other flag", () => {
    expect(negated(cond("paid", "eq", true))).toMatchObject({ op: "eq", values: [false] });
    expect(negated(negated(cond("paid", "eq", false)))).toMatchObject({ op: "eq", values: [false] });
  });
});

describe("conditions together", () => {
  it("are a choice where they are of one column", () => {
    expect(merged([cond("state", "eq", "sent"), cond("total", "gt", 5), cond("state", "eq", "paid")])).toEqual([
      { ...cond("state", "in", "sent", "paid"), label: "state eq or state eq" },
      cond("total", "gt", 5),
    ]);
  });

  it("are one where they say the same twice", () => {
    expect(merged([cond("state", "eq", "sent"), cond("state", "eq", "sent")])).toEqual([cond("state", "eq", "sent")]);
  });

  it("stay apart where they are bounds, denials, or of another entity", () => {
    const other: Cond = { ...cond("state", "eq", "open"), entity: "shops" };
    const apart = [cond("total", "gte", 5), cond("total", "lte", 9), cond("state", "ne", "sent"), cond("state", "ne", "paid"), other];
    expect(merged(apart)).toEqual(apart);
  });

  it("are compared by their columns and by their values", () => {
    expect(sameColumn(cond("a", "eq", 1), cond("a", "gt", 2))).toBe(true);
    expect(sameColumn(cond("a", "eq", 1), { ...cond("a", "eq", 1), entity: "shops" })).toBe(false);
    expect([sameValues(cond("a", "eq", 1), cond("b", "ne", 1)), sameValues(cond("a", "eq", 1), cond("a", "eq", "1"))]).toEqual([
      true,
      false,
    ]);
  });
});
