import type { Comparison, RowSet } from "./frame.ts";
import type { Scene } from "./scene.ts";
import type { TimeSpec } from "./time-spec.ts";

export function allTimes(scene: Scene): TimeSpec[] {
  return dedupe([...scene.reading.leading, ...scene.reading.mentions.flatMap(({ times }) => times)]);
}

export function twoTimes(scene: Scene): { before: TimeSpec; after: TimeSpec } | undefined {
  const times = allTimes(scene);
  const pair = times.length === 2 ? times : times.length === 1 && times[0]?.ends ? times[0].ends : undefined;
  if (!pair) return undefined;
  const [a, b] = pair as readonly [TimeSpec, TimeSpec];
  return (a.from?.at ?? "") <= (b.from?.at ?? "") ? { before: a, after: b } : { before: b, after: a };
}

export function comparisonOf(scene: Scene, rows: RowSet): { compare: Comparison; rows: RowSet } | undefined {
  const { flags, change } = scene.reading;
  if (!flags.has("versus") && change === undefined && !flags.has("growth")) return undefined;
  // Of one customer the one sum less the other: nothing is set side by side.
  if (rows.relations.some(({ test }) => "minus" in test && test.minus !== undefined)) return undefined;
  const pair = twoTimes(scene) ?? (change === "any" || flags.has("growth") ? withPrevious(scene) : undefined);
  if (!pair) return undefined;
  const grouped =
    scene.arr.columns.length > 0 && (scene.reading.asks.some((ask) => ask === "which") || scene.arr.rest[0]?.kind === "column");
  const mode = change === "up" && grouped ? "rose" : change === "down" && grouped ? "fell" : flags.has("growth") ? "percent" : "side";
  const withoutTimes = {
    ...rows,
    times: rows.times.filter((time) => !sameTime(time, pair.before) && !sameTime(time, pair.after) && time.ends === undefined),
  };
  return { compare: { mode, ...pair }, rows: withoutTimes };
}

/** "the month-on-month change in October": with the period before. */
function withPrevious(scene: Scene): { before: TimeSpec; after: TimeSpec } | undefined {
  const [after, ...more] = allTimes(scene);
  if (
    !after?.previous ||
    more.length > 0 ||
    scene.arr.groups.some(({ mention }) => mention.kind === "grain" && scene.reading.flags.has("growth") === false)
  )
    return undefined;
  const { from, to, label } = after.previous;
  return { before: { kind: "whole", from, to, label, ...(after.unit ? { unit: after.unit } : {}) }, after };
}

export function comparesTimes(scene: Scene): boolean {
  return (
    (scene.reading.flags.has("versus") || scene.reading.change !== undefined || scene.reading.flags.has("growth")) &&
    (twoTimes(scene) !== undefined || allTimes(scene).length === 1)
  );
}

export function dedupe(times: readonly TimeSpec[]): TimeSpec[] {
  return times.filter((time, index) => times.findIndex((other) => sameTime(other, time)) === index);
}

export function sameTime(a: TimeSpec, b: TimeSpec): boolean {
  return a.from?.at === b.from?.at && a.to?.at === b.to?.at;
}
