import type { Act } from "./arrange.ts";
import { baseRows } from "./base-rows.ts";
import type { Comparison } from "./chunks.ts";
import type { Group, MeasureAsk } from "./frame.ts";
import { type Interpretation, NO_FRAME } from "./interpretation.ts";
import type { Mention } from "./mentions.ts";
import { singular } from "./nouns.ts";
import type { Scene } from "./scene.ts";

/** "more than 100 customers", "three or more failed logins", "used by more than one customer": the values where it is so. */
export function countBound(scene: Scene, head: Mention, entity: string, group: Group): Interpretation | undefined {
  const act = scene.arr.acts.find(({ mention }) => mention.before.comparison ?? (mention.before.number !== undefined && mention !== head));
  if (!act) return undefined;
  const { comparison, number = 0 } = act.mention.before;
  const { op, value, high, unit }: Comparison = comparison ?? { op: "gte", value: number, unit: "plain" };
  const ofOwner = scene.isOwner(act) && scene.roles.owner(entity) === act.mention.entity;
  const rows = baseRows(scene, ofOwner ? entity : (act.mention.entity ?? entity));
  const measures = [boundFigure(scene, act, ofOwner, unit)];
  const having = [{ measure: 0, op, value, ...(high === undefined ? {} : { high }) }];
  return { frame: { ...NO_FRAME, ask: "measure", rows, groups: [group], measures, having } };
}

/** What is bounded: the number of different owners, an amount of money, or a number of rows. */
function boundFigure(scene: Scene, { mention }: Act, ofOwner: boolean, unit: Comparison["unit"]): MeasureAsk {
  const { entity = "", label } = mention;
  if (ofOwner) return { kind: "distinct", entity, column: scene.roles.entity(entity).key, label: `number of ${label}` };
  const amount = unit === "money" ? scene.amountOf(entity) : undefined;
  return amount ? { kind: "sum", ...amount, label: `${singular(label)} volume` } : { kind: "count", label: `number of ${label}` };
}
