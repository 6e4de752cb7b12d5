import { baseRows } from "./base-rows.ts";
import type { MeasureAsk, RowSet } from "./frame.ts";
import type { Scene } from "./scene.ts";

/** "completed deposits less completed withdrawals": the one sum less the other, and the rows that both are of. */
export function differenceFigure(scene: Scene): { readonly measure: MeasureAsk; readonly rows: RowSet } | undefined {
  const [left, right] = scene.events;
  const { entity = "" } = left?.mention ?? {};
  const column = scene.amountOf(entity);
  const bounded = scene.events.some(({ mention }) => mention.comparisons.length > 0 || mention.before.comparison !== undefined);
  if (!scene.reading.flags.has("less") || !left || !right || right.mention.entity !== entity || !column || bounded) return undefined;
  const rows = baseRows(scene, entity, [], new Set([right.mention]));
  const minus = baseRows(scene, entity, [], new Set([left.mention]));
  const times = rows.times.length > 0 ? rows.times : minus.times;
  const label = `${left.mention.label} less ${right.mention.label}`;
  const measure: MeasureAsk = { kind: "difference", ...column, rows: { ...rows, times: [] }, minus: { ...minus, times: [] }, label };
  return { measure, rows: { ...scene.roles.emptyRows(entity), times } };
}
