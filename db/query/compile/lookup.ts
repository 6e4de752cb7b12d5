import type { Condition, Expr } from "../../../shared/plan.ts";

/** The condition of an `exists` as equalities between the row outside and the row looked for, and conditions on the latter alone. */
export interface LookupParts {
  readonly keys: readonly { readonly outside: Expr; readonly inside: Expr }[];
  readonly rest: readonly Condition[];
}

function mentions(node: object, kind: string): boolean {
  if ("kind" in node && node.kind === kind) return true;
  return Object.values(node).some((child) => typeof child === "object" && child !== null && mentions(child, kind));
}

const partsOf = (condition: Condition): Condition[] => (condition.kind === "and" ? condition.of.flatMap(partsOf) : [condition]);

/** The two sides of an equality, if one is of the row outside only and the other does without it. */
function keyOf(condition: Condition): LookupParts["keys"][number] | undefined {
  if (condition.kind !== "compare" || condition.op !== "eq" || mentions(condition, "exists")) return undefined;
  const { left, right } = condition;
  const [outside, inside] = mentions(left, "outer") ? [left, right] : [right, left];
  return mentions(outside, "field") || mentions(inside, "outer") ? undefined : { outside, inside };
}

/** Undefined where a condition ties the two rows together in another way. */
export function lookupOf(where: Condition | undefined): LookupParts | undefined {
  const parts = where ? partsOf(where) : [];
  const keys = parts.filter((part) => mentions(part, "outer")).map(keyOf);
  const known = keys.filter((key) => key !== undefined);
  if (known.length < keys.length) return undefined;
  return { keys: known, rest: parts.filter((part) => !mentions(part, "outer")) };
}
