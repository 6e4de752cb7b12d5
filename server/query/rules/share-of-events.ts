import type { Act } from "./arrange.ts";
import { baseRows } from "./base-rows.ts";
import { type Cond, merged, sameColumn, sameValues } from "./conditions.ts";
import { figureOf } from "./figures.ts";
import type { RowSet } from "./frame.ts";
import { type Interpretation, NO_FRAME } from "./interpretation.ts";
import { measureFrame } from "./measure-frame.ts";
import type { Mention, Value } from "./mentions.ts";
import type { Scene } from "./scene.ts";
import { groupsOf } from "./scene-groups.ts";
import { partsOf } from "./share-parts.ts";
import { condsOf } from "./values.ts";

/** "share of withdrawals that failed", "share of volume by card": of the rows, or of their amount, what meets a condition. */
export function eventShare(scene: Scene, whole: Act): Interpretation | undefined {
  const { entity = "" } = whole.mention;
  const owner = scene.roles.owner(entity);
  const others = scene.arr.acts
    .filter((act) => act !== whole && (act.mention.entity === owner || act.mention.entity === entity))
    .map(({ mention }) => mention);
  const { values, acts: ofPart } = partsOf(scene, whole.mention, others);
  const where = partConds(scene, whole, values, ofPart);
  if (where.length === 0) return shareOfEach(scene, whole);
  const rows = baseRows(scene, entity, [], new Set(ofPart));
  return ratioToRest(scene, whole, rows, where) ?? partOfAll(scene, whole, { rows, where, ofPart });
}

/** What the part must be: what is said behind the whole, or else what is said before it. */
function partConds({ roles, arr }: Scene, { mention }: Act, values: readonly Value[], ofPart: readonly Mention[]): Cond[] {
  const { entity = "" } = mention;
  const said = (values: readonly Value[]) => values.flatMap((value) => condsOf(value, entity, roles.owner(entity)));
  const later = [
    ...said(values),
    ...ofPart.flatMap((other) => roles.rowsOf(other).where),
    ...arr.columns.flatMap((column) => said(column.values)),
  ];
  const before = later.length > 0 ? later : said(mention.before.values);
  // "share of mobile logins": of the logins, those that the name is of.
  const named = mention.text.toLowerCase().includes(roles.entity(entity).label.one);
  return merged(before.length === 0 && named && arr.groups.length === 0 ? mention.where : before);
}

/** "the ratio of failed to completed deposits": of two values of a choice, the one over the other. */
function ratioToRest(scene: Scene, whole: Act, rows: RowSet, where: readonly Cond[]): Interpretation | undefined {
  const choice = rows.where.find((cond) => where.some((part) => sameColumn(part, cond) && !sameValues(part, cond)));
  if (!choice || !scene.reading.chunks.some(({ text }) => /\bratio\b/i.test(text))) return undefined;
  const rest = rows.where.filter((cond) => cond !== choice);
  return measureFrame(scene, { ...rows, where: rest }, [
    {
      kind: "ratio",
      ...summedAmount(whole),
      rows: { ...rows, times: [], where: [...rest, ...where] },
      minus: { ...rows, times: [], where: [...rest, without(choice, where)] },
      label: `ratio of ${where.map(({ label }) => label).join(" ")} to ${choice.label} ${rows.noun}`,
    },
  ]);
}

function partOfAll(
  scene: Scene,
  whole: Act,
  { rows, where, ofPart }: { rows: RowSet; where: Cond[]; ofPart: readonly Mention[] },
): Interpretation {
  const times = rows.times.length > 0 ? rows.times : ofPart.flatMap((other) => other.times);
  const rest = rows.where.filter((cond) => !where.some((part) => sameColumn(part, cond)));
  return measureFrame(scene, { ...rows, times, where: rest }, [
    { kind: "share", ...summedAmount(whole), where, label: `share of ${rows.noun}` },
  ]);
}

function summedAmount({ amount, summed }: Act): Act["amount"] {
  return summed ? amount : undefined;
}

/** "the deposit share by method": of all, what each group has. */
function shareOfEach(scene: Scene, whole: Act): Interpretation | undefined {
  const rows = baseRows(scene, whole.mention.entity ?? "");
  const groups = groupsOf(scene, rows.entity);
  if (groups.length === 0) return undefined;
  // "the share of flagged transactions by month" is how many of each month's are; by country it may as well be where they are from.
  const part = rows.where.filter(({ column }) => whole.mention.where.some((cond) => cond.column === column));
  const state = part.filter(({ values }) => typeof values[0] === "boolean");
  if (state.length > 0 && groups.every(({ kind }) => kind === "grain"))
    return partOfAll(scene, whole, { rows: { ...rows, where: rows.where }, where: state, ofPart: [] });
  if (groups.some(({ kind }) => kind === "grain")) return undefined;
  // "the share of successful logins by country": of each country's, or of all of them?
  const { text, before } = whole.mention;
  if (text.toLowerCase().includes(scene.roles.entity(rows.entity).label.one) && whole.mention.where.length > 0 && before.share)
    return { open: "measure" };
  return {
    frame: { ...NO_FRAME, ask: "measure", rows, groups, measures: [figureOf(scene, whole), { kind: "share", where: [], label: "share" }] },
  };
}

/** A choice less the values that are named apart. */
function without(choice: Cond, parts: readonly Cond[]): Cond {
  const values = choice.values.filter((value) => !parts.some((part) => part.column === choice.column && part.values.includes(value)));
  return { ...choice, op: values.length === 1 ? "eq" : "in", values };
}
