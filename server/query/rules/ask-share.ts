import type { Act } from "./arrange.ts";
import { baseRows } from "./base-rows.ts";
import type { Interpretation } from "./interpretation.ts";
import { measureFrame } from "./measure-frame.ts";
import type { Mention } from "./mentions.ts";
import { twoTimes } from "./periods.ts";
import type { Scene } from "./scene.ts";
import { eventShare } from "./share-of-events.ts";
import { partsOf } from "./share-parts.ts";
import { condsOf } from "./values.ts";

/** "share of …", "pct verified", "deposit to withdrawal ratio". */
export function askShare(scene: Scene): Interpretation | undefined {
  const named = scene.arr.acts.find(({ mention }) => mention.before.share || mention.shared);
  if (!named || (scene.reading.change !== undefined && twoTimes(scene))) return undefined;
  // "the eur/usd rate": a rate of something, where only values are named, is none that is known.
  const rate = scene.reading.chunks.find(({ tag, text }) => tag === "share" && /^rates?$/i.test(text));
  if (named.mention.implied && rate) return { unread: rate.text };
  const whole = wholeAct(scene, named);
  const ratio = whole.mention.shared || isRatio(scene, whole) ? ratioOf(scene) : undefined;
  return (
    ratio ??
    shareOfLargest(scene, whole) ??
    (scene.isOwner(whole) || whole.mention.kind === "actor" ? ownerShare(scene, whole) : eventShare(scene, whole))
  );
}

/** "MFA failures in failed logins": what is named last is the whole. */
function wholeAct(scene: Scene, named: Act): Act {
  const { events } = scene;
  // "of the customers who joined in September, what share deposited", "turnover – what share is of the ten biggest traders".
  const before = scene.arr.acts.find(
    ({ mention, amount }) =>
      mention.at < named.mention.at &&
      (amount !== undefined || ["of", "among", "amongst", "from", "out of"].includes(mention.before.preposition ?? "")),
  );
  const { kind, before: said } = named.mention;
  const isPart =
    kind === "verb" || said.superlative !== undefined || (scene.isOwner(named) && ["from", "by", "of"].includes(said.preposition ?? ""));
  const leads =
    before?.mention.before.preposition !== undefined &&
    before.amount === undefined &&
    before.mention.plural &&
    named.mention.before.share === true;
  if (before && (isPart || leads)) return before;
  const within = events.find(
    (act) =>
      act !== named &&
      act.mention.entity === named.mention.entity &&
      ["in", "among", "amongst", "of", "out of"].includes(act.mention.before.preposition ?? ""),
  );
  return within && named.mention.before.share && named.mention.kind === "rows" && within.mention.at > named.mention.at ? within : named;
}

/** "the ratio of deposits to withdrawals". */
function isRatio({ events, owners, reading }: Scene, { mention }: Act): boolean {
  const pair = events.length === 2 && owners.length === 0 && mention.before.share === true;
  return pair && /ratio/i.test(reading.chunks.map(({ text }) => text).join(" "));
}

/** "share of the volume of the ten largest customers". */
function shareOfLargest(scene: Scene, whole: Act): Interpretation | undefined {
  const top = scene.arr.acts.find(
    (act) => act !== whole && act.mention.before.superlative && (scene.isOwner(act) || act.mention.kind === "actor"),
  )?.mention;
  if (!top) return undefined;
  const { entity = "" } = whole.mention;
  if (!whole.amount && scene.arr.measures.length === 0) return { open: "measure" };
  const column = whole.amount ?? scene.amountOf(entity);
  const of = { n: top.before.number ?? 10, per: scene.roles.owner(entity) ?? entity };
  const rows = baseRows(scene, entity, [], new Set([top]));
  return measureFrame(scene, rows, [{ kind: "share", ...column, top: of, label: "share of the largest" }]);
}

/** The figure of what is named first over that of what is named second. */
function ratioOf(scene: Scene): Interpretation | undefined {
  const [left, right] = scene.events;
  if (!left || !right || left.mention.entity !== right.mention.entity) return undefined;
  const entity = left.mention.entity ?? "";
  const rows = baseRows(scene, entity, [], new Set([right.mention]));
  const minus = baseRows(scene, entity, [], new Set([left.mention]));
  const times = rows.times.length > 0 ? rows.times : minus.times;
  const column = scene.amountOf(entity);
  const wantsAmount = scene.arr.columns.length + scene.arr.measures.length > 0 || left.amount !== undefined || right.amount !== undefined;
  return measureFrame(scene, { ...scene.roles.emptyRows(entity), times }, [
    {
      kind: "ratio",
      ...(wantsAmount ? column : {}),
      rows: { ...rows, times },
      minus: { ...minus, times },
      label: `${left.mention.label} to ${right.mention.label}`,
    },
  ]);
}

/** "of the customers who deposited in August, … deposited again in September": the first clause says of whom, the rest what. */
function ownerShare(scene: Scene, { mention }: Act): Interpretation | undefined {
  const entity = (mention.kind === "actor" ? scene.roles.owner(mention.entity ?? "") : mention.entity) ?? "";
  const others = scene.arr.acts.map((act) => act.mention).filter((other) => other !== mention);
  const ofWhole: Mention[] = [mention];
  const ofPart: Mention[] = [];
  for (const [index, other] of others.entries()) {
    const inClause = index === 0 && others.length > 1 && !other.before.share;
    (inClause ? ofWhole : ofPart).push(other);
  }
  const skip = new Set(ofPart);
  const wholeRows = baseRows(scene, entity, [], skip);
  const part = scene.relations.owned(scene.roles.emptyRows(entity), ofPart);
  const after = partsOf(scene, mention, ofPart).values.flatMap((value) => condsOf(value, entity, undefined));
  const before = mention.before.values.flatMap((value) => condsOf(value, entity, undefined));
  const noPart = part.relations.length === 0 && after.length === 0 && part.where.length === 0;
  // With something done as the part, what is said of the whole is said of the whole only.
  const where = noPart ? before : part.relations.length > 0 ? part.where : [...after, ...part.where];
  if (noPart && before.length === 0) return undefined;
  const rest = wholeRows.where.filter((cond) => !where.some((other) => JSON.stringify(other) === JSON.stringify(cond)));
  const times = part.times.length > 0 && wholeRows.times.length === 0 ? part.times : wholeRows.times;
  const rows = { ...wholeRows, where: rest, times };
  return measureFrame(scene, rows, [
    { kind: part.relations.length > 0 ? "relationShare" : "share", where, relations: part.relations, label: `share of ${rows.noun}` },
  ]);
}
