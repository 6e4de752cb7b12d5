import { binsOf } from "./bins.ts";
import type { Comparison as Bound } from "./chunks.ts";
import { figuresApart } from "./figures-apart.ts";
import type { Frame, Having, MeasureAsk, RowSet } from "./frame.ts";
import { type Interpretation, NO_FRAME } from "./interpretation.ts";
import { allTimes, comparisonOf } from "./periods.ts";
import type { Scene } from "./scene.ts";
import { groupsOf } from "./scene-groups.ts";
import type { TimeSpec } from "./time-spec.ts";

/** A frame of figures, with its groups, bounds and what is compared. */
export function measureFrame(scene: Scene, rows: RowSet, asked: readonly MeasureAsk[]): Interpretation {
  const measures = figuresApart(scene, asked);
  const groups = groupsOf(scene, rows.entity);
  const compared = comparisonOf(scene, rows);
  const having = havingOf(scene, measures);
  const bins = binsOf(scene, rows);
  const frame: Frame = {
    ...NO_FRAME,
    ask: "measure",
    rows: compared?.rows ?? rows,
    measures,
    groups: bins ? [...groups, bins.group] : groups,
    having,
  };
  if (bins) return { frame: { ...frame, rows: bins.rows } };
  if (scene.hasFlag("running"))
    return { frame: { ...frame, running: true, groups: groups.length > 0 ? groups : [{ kind: "grain", grain: "day" }] } };
  const grained = groups.some(({ kind }) => kind === "grain");
  const [span] = rows.times;
  // "mom growth feb to oct": month by month.
  if (scene.reading.flags.has("growth") && !grained && rows.times.length === 1 && span?.ends && isLong(span.ends))
    return { frame: { ...frame, rows, growth: true, groups: [...groups, { kind: "grain", grain: "month" }] } };
  if (scene.reading.flags.has("growth") && grained && !namesTwoTimes(scene)) return { frame: { ...frame, rows, growth: true } };
  if (compared)
    return {
      frame: {
        ...frame,
        compare: compared.compare,
        groups: groups.filter((group) => group.kind !== "grain" || !scene.reading.flags.has("growth")),
      },
    };
  if (scene.hasFlag("trend") && !grained) return { frame: { ...frame, groups: [...groups, { kind: "grain", grain: "day" }] } };
  return { frame };
}

function namesTwoTimes(scene: Scene): boolean {
  return allTimes(scene).length === 2;
}

/** More than one month and the next. */
function isLong([first, last]: readonly [TimeSpec, TimeSpec]): boolean {
  return Date.parse(last.from?.at ?? "") - Date.parse(first.from?.at ?? "") > 40 * 86_400_000;
}

export function havingOf(scene: Scene, measures: readonly MeasureAsk[]): Having[] {
  if (scene.arr.groups.length + scene.arr.columns.length + scene.arr.grains.length === 0) return [];
  const acts = scene.events.filter((act) => scene.isMeasured(act)).flatMap(({ mention }) => mention.comparisons);
  const bounds: Bound[] = [
    ...acts,
    ...scene.arr.measures.flatMap(({ comparisons, before }) => [...comparisons, ...(before.comparison ? [before.comparison] : [])]),
  ];
  return measures.length === 0
    ? []
    : bounds.map(({ op, value, high }) => ({ measure: 0, op, value, ...(high === undefined ? {} : { high }) }));
}
