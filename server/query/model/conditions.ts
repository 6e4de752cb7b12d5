import type { Condition, Expr } from "../../../shared/plan.ts";
import type { FlatFilter, FlatGroups } from "./flat-plan.ts";
import { literal, type References } from "./references.ts";

function not(of: Condition): Condition {
  return { kind: "not", of };
}

function exists({ stage, on }: FlatFilter, references: References): Condition {
  return { kind: "exists", stage: stage ?? "", on: on.map(({ left, right }) => ({ left: references.read(left), right })) };
}

function membership({ values }: FlatFilter, of: Expr): Condition {
  return { kind: "in", of, values: values.map(literal) };
}

function right({ ref, values }: FlatFilter, references: References): Expr {
  return ref === null ? literal(values[0] ?? null) : references.read(ref);
}

function condition(filter: FlatFilter, references: References): Condition {
  const { op } = filter;
  if (op === "exists" || op === "not_exists") return op === "exists" ? exists(filter, references) : not(exists(filter, references));
  const left = references.read(filter.left);
  switch (op) {
    case "in":
      return membership(filter, left);
    case "not_in":
      return not(membership(filter, left));
    case "is_null":
      return { kind: "null", of: left };
    case "not_null":
      return not({ kind: "null", of: left });
    case "contains":
    case "starts":
    case "ends":
    case "equals":
      return { kind: "text", mode: op, of: left, text: String(filter.values[0] ?? "") };
    default:
      return { kind: "compare", op, left, right: right(filter, references) };
  }
}

function joined(kind: "and" | "or", conditions: readonly Condition[]): Condition | undefined {
  return conditions.length > 1 ? { kind, of: conditions } : conditions[0];
}

/** The condition that the groups stand for; undefined when there is none. */
export function conditionOf(groups: FlatGroups, references: References): Condition | undefined {
  const any = (group: FlatGroups[number]) =>
    joined(
      "or",
      group.map((filter) => condition(filter, references)),
    );
  return joined(
    "and",
    groups.flatMap((group) => any(group) ?? []),
  );
}
