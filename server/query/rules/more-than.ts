import { baseRows } from "./base-rows.ts";
import type { Group, MeasureAsk } from "./frame.ts";
import { type Interpretation, NO_FRAME } from "./interpretation.ts";
import { twoTimes } from "./periods.ts";
import type { Scene } from "./scene.ts";

/** "more withdrawals than deposits": of each, the number of the one less that of the other. */
export function moreThan(scene: Scene, group: Group, entity: string): Interpretation | undefined {
  const [left, right] = scene.events.filter(({ mention }) => mention.entity === entity);
  if (!scene.reading.flags.has("more") || !left || !right || twoTimes(scene)) return undefined;
  const rows = baseRows(scene, entity, [], new Set([right.mention]));
  const minus = baseRows(scene, entity, [], new Set([left.mention]));
  const times = rows.times.length > 0 ? rows.times : minus.times;
  const amount = left.amount ?? right.amount;
  const op = scene.reading.change === "down" ? "lt" : "gt";
  const measure: MeasureAsk = {
    kind: "difference",
    ...amount,
    rows: { ...rows, times: [] },
    minus: { ...minus, times: [] },
    label: `${left.mention.label} less ${right.mention.label}`,
  };
  return {
    frame: {
      ...NO_FRAME,
      ask: "measure",
      rows: { ...scene.roles.emptyRows(entity), times },
      groups: [group],
      measures: [measure],
      having: [{ measure: 0, op, value: 0 }],
    },
  };
}

/** "Which customers made more withdrawals than deposits?" */
export function ownersWithMore(scene: Scene): Interpretation | undefined {
  const whose = scene.owners[0]?.mention.entity;
  const acted = scene.events[0]?.mention.entity;
  return whose === undefined || acted === undefined ? undefined : moreThan(scene, { kind: "entity", entity: whose }, acted);
}
