import type { AttributeValue, StoredEvent } from "../../shared/events.ts";
import type { Filter } from "../../shared/metrics.ts";
import { fieldReader } from "./fields.ts";

export type Predicate = (event: StoredEvent) => boolean;

/**
 * One predicate for filters that must all hold. A missing field is null: it equals null, differs from every value,
 * and is neither above, below, in nor containing anything.
 */
export function compilePredicate(filters: readonly Filter[]): Predicate {
  const predicates = filters.map(compileFilter);
  const [first, second] = predicates;
  if (!first) return () => true;
  if (!second) return first;
  return (event) => {
    for (const predicate of predicates) if (!predicate(event)) return false;
    return true;
  };
}

function compileFilter(filter: Filter): Predicate {
  const read = fieldReader(filter.field);
  const test = compileTest(filter);
  return (event) => test(read(event));
}

function compileTest({ op, value }: Filter): (actual: AttributeValue) => boolean {
  if (op === "in") {
    const wanted = new Set<AttributeValue>(Array.isArray(value) ? value : []);
    return (actual) => wanted.has(actual);
  }
  if (op === "exists") return value === false ? (actual) => actual === null : (actual) => actual !== null;
  if (op === "contains") {
    const part = String(value);
    return (actual) => typeof actual === "string" && actual.includes(part);
  }
  if (op === "eq") return (actual) => actual === value;
  if (op === "ne") return (actual) => actual !== value;
  return compileComparison(op, Number(value));
}

function compileComparison(op: "gt" | "gte" | "lt" | "lte", limit: number): (actual: AttributeValue) => boolean {
  switch (op) {
    case "gt":
      return (actual) => typeof actual === "number" && actual > limit;
    case "gte":
      return (actual) => typeof actual === "number" && actual >= limit;
    case "lt":
      return (actual) => typeof actual === "number" && actual < limit;
    case "lte":
      return (actual) => typeof actual === "number" && actual <= limit;
  }
}
