import { differenceOf } from "./difference-of-sums.ts";
import type { Relation, RelationTest, RowSet } from "./frame.ts";
import { allTimes, twoTimes } from "./periods.ts";
import type { Scene } from "./scene.ts";
import type { TimeSpec } from "./time-spec.ts";

/**
 * Customers by one sum less another: "who withdrew more than they deposited", "who deposited more in October than in September". As they
 * are where nothing is compared; undefined where it is and cannot be read so.
 */
export function changedOwners(scene: Scene, rows: RowSet): RowSet | undefined {
  const difference = differenceOf(scene, rows);
  if (difference && "frame" in difference) return difference.frame.rows;
  const [first, second] = timesOf(scene);
  if (!first || !second) return rows;
  const [relation, ...more] = rows.relations;
  const column = relation && scene.roles.amount(relation.rows.entity)?.name;
  const isSummed = scene.events.every(({ mention, amount }) => mention.kind === "verb" || amount !== undefined);
  if (!relation || more.length > 0 || relation.negated || relation.test.kind !== "exists") return undefined;
  const bound = { op: scene.reading.change === "down" ? "lt" : "gt", value: 0, minus: { ...relation.rows, times: [second] } } as const;
  const test: RelationTest = isSummed && column !== undefined ? { kind: "sum", column, ...bound } : { kind: "count", ...bound };
  const changed: Relation = { ...relation, rows: { ...relation.rows, times: [first] }, test };
  return { ...rows, times: [], relations: [changed] };
}

/** "more in October than in September": in this order; "dropped from September to October": the later one is less. */
function timesOf(scene: Scene): readonly (TimeSpec | undefined)[] {
  const { flags, change, chunks } = scene.reading;
  if (flags.has("more")) return allTimes(scene);
  const moved = change !== undefined && change !== "any" && chunks.some(({ tag }) => tag === "change");
  const pair = moved ? twoTimes(scene) : undefined;
  return pair ? [pair.after, pair.before] : [];
}
