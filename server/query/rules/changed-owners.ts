import { differenceOf } from "./difference-of-sums.ts";
import type { Relation, RelationTest, RowSet } from "./frame.ts";
import { allTimes } from "./periods.ts";
import type { Scene } from "./scene.ts";

/**
 * Customers by one sum less another: "who withdrew more than they deposited", "who deposited more in October than in September". As they
 * are where nothing is compared; undefined where it is and cannot be read so.
 */
export function changedOwners(scene: Scene, rows: RowSet): RowSet | undefined {
  const difference = differenceOf(scene, rows);
  if (difference && "frame" in difference) return difference.frame.rows;
  const [first, second] = allTimes(scene);
  if (!scene.reading.flags.has("more") || !first || !second) return rows;
  const [relation, ...more] = rows.relations;
  const column = relation && scene.roles.amount(relation.rows.entity)?.name;
  const isSummed = scene.events.every(({ mention, amount }) => mention.kind === "verb" || amount !== undefined);
  if (!relation || more.length > 0 || relation.negated || relation.test.kind !== "exists") return undefined;
  const bound = { op: scene.reading.change === "down" ? "lt" : "gt", value: 0, minus: { ...relation.rows, times: [second] } } as const;
  const test: RelationTest = isSummed && column !== undefined ? { kind: "sum", column, ...bound } : { kind: "count", ...bound };
  const changed: Relation = { ...relation, rows: { ...relation.rows, times: [first] }, test };
  return { ...rows, times: [], relations: [changed] };
}
