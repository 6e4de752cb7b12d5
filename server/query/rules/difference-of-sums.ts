import type { CompareOp } from "../../../shared/plan.ts";
import type { Relation, RelationTest, RowSet } from "./frame.ts";
import { type Interpretation, NO_FRAME } from "./interpretation.ts";
import type { Scene } from "./scene.ts";

/** "withdrew at least 2k more than they deposited": of one customer, the one sum less the other. */
export function differenceOf(scene: Scene, rows: RowSet): Interpretation | undefined {
  if (!scene.arr.rest.some(({ before }) => before.minus)) return undefined;
  const [left, right] = pairOf(rows);
  const column = left && scene.roles.amount(left.rows.entity)?.name;
  if (!left || !right || column === undefined) return undefined;
  const times = left.rows.times.length > 0 ? left.rows.times : right.rows.times;
  const minus = { ...right.rows, times };
  const bare = (set: RowSet): RowSet => ({ ...set, where: set.where.filter((cond) => cond.column !== column) });
  const test: RelationTest = { kind: "sum", column, ...boundOf(left, right, column), minus: bare(minus) };
  const relation: Relation = { rows: bare({ ...left.rows, times }), negated: false, test };
  const others = rows.relations.filter((each) => each !== left && each !== right);
  return { frame: { ...NO_FRAME, ask: "rows", rows: { ...rows, relations: [...others, relation] } } };
}

/** The relation with a sum and the one behind it, or the only two. */
function pairOf({ relations }: RowSet): readonly Relation[] {
  const index = relations.findIndex(({ test }) => test.kind === "sum");
  const pair = index < 0 ? [] : relations.slice(index, index + 2);
  if (pair.length === 2) return pair;
  return relations.length === 2 ? relations : [];
}

type BoundTest = Extract<Relation["test"], { readonly op: CompareOp }>;

/** By how much; by anything at all when that was not said. */
function boundOf(left: Relation, right: Relation, column: string): { readonly op: CompareOp; readonly value: number } {
  const bound = [left.test, right.test].find((test): test is BoundTest => test.kind === "sum" || test.kind === "count");
  if (bound) return { op: bound.op, value: bound.value };
  // "withdrawals less deposits over 2k": said of the one that stands last, meant of both.
  const cond = right.rows.where.find((each) => each.column === column && isBound(each.op));
  const [value] = cond?.values ?? [];
  return cond && isBound(cond.op) && typeof value === "number" ? { op: cond.op, value } : { op: "gt", value: 0 };
}

function isBound(op: string): op is CompareOp {
  return op === "gt" || op === "gte" || op === "lt" || op === "lte";
}
