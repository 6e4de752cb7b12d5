import type { Act } from "./arrange.ts";
import { baseRows } from "./base-rows.ts";
import { type Cond, merged } from "./conditions.ts";
import { figureOf } from "./figures.ts";
import { type Interpretation, NO_FRAME } from "./interpretation.ts";
import { measureFrame } from "./measure-frame.ts";
import type { Scene } from "./scene.ts";
import { groupsOf } from "./scene-groups.ts";
import { condsOf } from "./values.ts";

export function eventShare(scene: Scene, whole: Act): Interpretation | undefined {
  const { mention } = whole;
  const entity = mention.entity ?? "";
  const owner = scene.roles.owner(entity);
  const ofPart = scene.arr.acts
    .filter((act) => act !== whole && (act.mention.entity === owner || act.mention.entity === entity))
    .map((act) => act.mention);
  const part = ofPart.flatMap((other) => scene.roles.rowsOf(other).where);
  const after = mention.values.flatMap((value) => condsOf(value, entity, owner));
  const stray = scene.arr.columns.flatMap((column) => column.values.flatMap((value) => condsOf(value, entity, owner)));
  const before = mention.before.values.flatMap((value) => condsOf(value, entity, owner));
  const later = [...after, ...part, ...stray];
  const where = merged(later.length > 0 ? later : before);
  if (where.length === 0) return shareOfEach(scene, whole);
  const rows = baseRows(scene, entity, [], new Set(ofPart));
  const whole2 = rows.where.find((cond) =>
    where.some(
      (part2) =>
        part2.entity === cond.entity && part2.column === cond.column && JSON.stringify(part2.values) !== JSON.stringify(cond.values),
    ),
  );
  const isRatio = scene.reading.chunks.some(({ text }) => /\bratio\b/i.test(text));
  if (whole2 && isRatio) {
    const rest = rows.where.filter((cond) => cond !== whole2);
    return measureFrame(scene, { ...rows, where: rest }, [
      {
        kind: "ratio",
        ...(whole.amount && whole.summed ? whole.amount : {}),
        rows: { ...rows, times: [], where: [...rest, ...where] },
        minus: { ...rows, times: [], where: [...rest, without(whole2, where)] },
        label: `ratio of ${where.map(({ label }) => label).join(" ")} to ${whole2.label} ${rows.noun}`,
      },
    ]);
  }
  const same = (a: Cond) => where.some((b) => a.entity === b.entity && a.column === b.column);
  const times = rows.times.length > 0 ? rows.times : ofPart.flatMap((other) => other.times);
  const column = whole.amount && whole.summed ? whole.amount : undefined;
  return measureFrame(scene, { ...rows, times, where: rows.where.filter((cond) => !same(cond)) }, [
    { kind: "share", ...column, where, label: `share of ${rows.noun}` },
  ]);
}

/** "the deposit share by method": of all, what each group has. */
function shareOfEach(scene: Scene, whole: Act): Interpretation | undefined {
  const rows = baseRows(scene, whole.mention.entity ?? "");
  const groups = groupsOf(scene, rows.entity);
  if (groups.length === 0) return undefined;
  return {
    frame: { ...NO_FRAME, ask: "measure", rows, groups, measures: [figureOf(scene, whole), { kind: "share", where: [], label: "share" }] },
  };
}

/** A choice less the values that are named apart. */
function without(choice: Cond, parts: readonly Cond[]): Cond {
  const values = choice.values.filter((value) => !parts.some((part) => part.column === choice.column && part.values.includes(value)));
  return { ...choice, op: values.length === 1 ? "eq" : "in", values };
}
