import type { Group, Relation, RowSet } from "./frame.ts";
import type { Scene } from "./scene.ts";

/** "less than $1,000, between $1,000 and $10,000, more than $10,000": stretches of one number, each counted. */
export function binsOf(scene: Scene, rows: RowSet): { group: Group; rows: RowSet } | undefined {
  const bounds = scene.reading.chunks.flatMap((chunk) =>
    chunk.tag === "compare" && (chunk.comparison.unit === "money" || chunk.comparison.unit === "plain") ? [chunk.comparison] : [],
  );
  const below = bounds.filter(({ op, high }) => high === undefined && (op === "lt" || op === "lte"));
  const above = bounds.filter(({ op, high }) => high === undefined && (op === "gt" || op === "gte"));
  const bounded = scene.arr.acts.filter(({ mention }) => mention.comparisons.length > 0 || mention.before.comparison !== undefined);
  // "paid over $40 in fees but traded under $5,000" bounds two things.
  if (bounded.length > 1) return undefined;
  if (below.length === 0 || above.length === 0 || bounds.length < 2) return undefined;
  // "larger than 2,000 but smaller than 3,000" is one stretch.
  if (Math.max(...below.map(({ value }) => value)) > Math.min(...above.map(({ value }) => value))) return undefined;
  const points = [...new Set(bounds.flatMap(({ value, high }) => (high === undefined ? [value] : [value, high])))].sort((a, b) => a - b);
  const entity = scene.events[0]?.mention.entity ?? rows.entity;
  const amount = scene.roles.amount(entity)?.name;
  if (amount === undefined) return undefined;
  const strip = (set: RowSet): RowSet => ({
    ...set,
    where: set.where.filter(({ column }) => column !== amount),
    relations: set.relations.map((relation): Relation => ({ ...relation, rows: strip(relation.rows), test: { kind: "exists" } })),
  });
  return { group: { kind: "bins", entity, column: amount, bounds: points }, rows: strip(rows) };
}
