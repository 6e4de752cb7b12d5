import type { AttributeValue, StoredEvent } from "../../shared/events.ts";
import type { Filter } from "../../shared/metrics.ts";
import { type FieldReader, fieldReader } from "./fields.ts";

/** What the index needs to know of a metric to find it again. */
export interface Selectable {
  readonly select: { readonly types: readonly string[]; readonly where?: readonly Filter[] | undefined };
}

interface Branch<T> {
  readonly read: FieldReader;
  readonly byValue: Map<AttributeValue, T[]>;
}

/** The metrics that events of one type can concern: some always, some only by the value of a field. */
interface Route<T> {
  readonly always: T[];
  readonly branches: Branch<T>[];
}

/** Producers invent types; beyond this many the routes are built anew rather than kept for ever. */
const MAX_ROUTES = 10_000;

/**
 * Finds the metrics that an event may concern without asking each: by its type, then by the first equality of their
 * filters. What it yields may still fail the {@link unindexed} filters of the metric.
 */
export class PredicateIndex<T extends Selectable> {
  private members: readonly T[] = [];
  private readonly routes = new Map<string, Route<T>>();

  replace(members: readonly T[]): void {
    this.members = members;
    this.routes.clear();
  }

  /** Calls `visit` for each candidate, in the order of the members within each way of finding them. */
  match(event: StoredEvent, visit: (member: T, event: StoredEvent) => void): void {
    const route = this.routes.get(event.type) ?? this.build(event.type);
    const always = route.always;
    for (let i = 0; i < always.length; i++) visit(always[i] as T, event);
    const branches = route.branches;
    for (let i = 0; i < branches.length; i++) {
      const branch = branches[i] as Branch<T>;
      const found = branch.byValue.get(branch.read(event));
      if (found) for (let j = 0; j < found.length; j++) visit(found[j] as T, event);
    }
  }

  private build(type: string): Route<T> {
    const route: Route<T> = { always: [], branches: [] };
    const byField = new Map<string, Branch<T>>();
    for (const member of this.members) {
      if (member.select.types.some((pattern) => matchesType(pattern, type))) place(route, byField, member);
    }
    if (this.routes.size >= MAX_ROUTES) this.routes.clear();
    this.routes.set(type, route);
    return route;
  }
}

/** The filter by whose values a selection is found. */
function indexed({ where }: Selectable["select"]): Filter | undefined {
  return where?.find((filter) => filter.op === "eq" || filter.op === "in");
}

/** The filters that an event found by the index may still fail. */
export function unindexed(select: Selectable["select"]): readonly Filter[] {
  const key = indexed(select);
  return (select.where ?? []).filter((filter) => filter !== key);
}

function place<T extends Selectable>(route: Route<T>, byField: Map<string, Branch<T>>, member: T): void {
  const key = indexed(member.select);
  if (!key) {
    route.always.push(member);
    return;
  }
  let branch = byField.get(key.field);
  if (!branch) {
    branch = { read: fieldReader(key.field), byValue: new Map() };
    byField.set(key.field, branch);
    route.branches.push(branch);
  }
  const values = new Set<AttributeValue>(Array.isArray(key.value) ? key.value : [key.value ?? null]);
  for (const value of values) {
    const list = branch.byValue.get(value);
    if (list) list.push(member);
    else branch.byValue.set(value, [member]);
  }
}

/** Whether an event type fits a pattern: the type itself, or a beginning of it and `*`. */
export function matchesType(pattern: string, type: string): boolean {
  return pattern.endsWith("*") ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}
