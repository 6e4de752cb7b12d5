import { blankMention } from "./blank-mention.ts";
import type { Chunk } from "./chunks.ts";
import type { Draft } from "./draft.ts";
import type { Mention, Value } from "./mentions.ts";
import { isThing } from "./values.ts";

/** Values that no thing follows are said of what was named before. */
export function closeValues(draft: Draft, evenFirst = false): void {
  const { values } = draft.before;
  if (values.length === 0 || draft.mentions.length === 0 || (!evenFirst && nextIsThing(draft))) return;
  draft.before.values = [];
  const denied = draft.takeNegation();
  attach(draft, denied ? values.map((value) => ({ ...value, negated: !value.negated })) : values);
}

/** "withdrawn by crypto and …": what a preposition led to is said of what was before, unless another such value follows. */
export function closeLed(draft: Draft): void {
  const { preposition, values, relative } = draft.before;
  // "deposited with card and withdrew with crypto"
  const isWith = relative === true && values.every(({ led }) => led === true) && draft.last?.kind === "verb";
  if ((preposition === undefined && !isWith) || values.length === 0) return;
  if (siblingFollows(draft, values)) return;
  closeValues(draft, true);
  delete draft.before.preposition;
  delete draft.before.group;
}

/** "card or wire": another value of the same column is said at once. */
function siblingFollows(draft: Draft, values: readonly Value[]): boolean {
  const next = draft.chunks[draft.at + 1];
  const columns = values.flatMap(({ options }) => options.flatMap(({ conds }) => conds.map(({ column }) => column)));
  return (
    next?.tag === "data" &&
    next.senses.some((sense) => sense.kind === "country" || (sense.kind === "value" && columns.includes(sense.cond.column)))
  );
}

/** "customers with active status, what share …": at a comma, what a clause said of the thing before it is said. */
export function closeClause(draft: Draft): void {
  const { relative, values } = draft.before;
  const own = values.every(({ options }) => options.some(({ entity }) => entity === draft.last?.entity));
  if (relative && own && draft.last?.kind === "rows" && !siblingFollows(draft, values)) closeValues(draft, true);
}

/** "verified premium or VIP customers": the values wait for the thing. */
function nextIsThing({ chunks, at }: Draft): boolean {
  if (chunks[at]?.tag === "group") return false;
  for (const chunk of chunks.slice(at)) {
    if (["preposition", "relative", "time", "group"].includes(chunk.tag)) return false;
    if (namesThing(chunk)) return true;
  }
  return false;
}

function namesThing(chunk: Chunk): boolean {
  return chunk.tag === "data" && chunk.senses.some(({ kind }) => kind === "entity" || kind === "actor");
}

/** Says values of the mentions that they fit. */
export function attach(draft: Draft, values: readonly Value[]): void {
  for (const value of values) {
    const act = actOf(draft, value) ?? deniedAct(draft, value);
    const target = act ? undefined : (targetOf(draft, value) ?? draft.last);
    if (act) draft.mentions.push(act);
    // "never used iOS or Android": of what there was not, this as well.
    else target?.values.push(value.negated && target.before.negated && target.kind === "verb" ? { ...value, negated: false } : value);
    if (target && isOfAll(draft)) for (const other of joinedTo(draft.mentions, target)) other.values.push(value);
  }
}

/** "a deposit as well as a withdrawal has been flagged": the verb is of all that stands before it. */
function isOfAll({ chunks, at }: Draft): boolean {
  const said = chunks.slice(0, at + 1).findLastIndex(({ text }) => /^(?:has|have|had)$/i.test(text));
  return said > 0 && chunks[said]?.tag === "relative" && chunks[said - 1]?.tag === "data" && chunks[said + 1]?.tag === "noise";
}

/** The acts before one that are joined to it by "and". */
function joinedTo(mentions: readonly Mention[], target: Mention): Mention[] {
  const index = mentions.indexOf(target);
  const before = mentions[index - 1];
  if (target.before.link !== "and" || !before || before.kind !== "rows" || before.entity !== target.entity) return [];
  return [...joinedTo(mentions, before), before];
}

/** "customers who did not use MFA": a value of rows that belong to what was named stands for such a row. */
function actOf(draft: Draft, { options, text, negated }: Value): Mention | undefined {
  const things = draft.mentions.filter(isThing);
  const fits = things.some(({ entity }) => options.some((option) => option.entity === entity || draft.belongs(entity, option.entity)));
  const option = options.find(({ entity }) => draft.belongs(entity, things.at(-1)?.entity));
  if (fits || !option) return undefined;
  const denied = option.conds.every(({ op, values }) => op === "eq" && values[0] === false);
  return {
    ...blankMention(draft.at, draft.at, text),
    kind: "verb",
    label: text,
    entity: option.entity,
    where: denied ? affirmed(option.conds) : [...option.conds],
    before: { values: [], ...(negated !== denied ? { negated: true } : {}), relative: true },
  };
}

/** "who logged in but never used iOS": an act that there was not, beside the one that there was. */
function deniedAct(draft: Draft, { options, text, negated }: Value): Mention | undefined {
  const things = draft.mentions.filter(isThing);
  const [head] = things;
  const done = things.findLast(({ entity }) => options.some((option) => option.entity === entity));
  const option = options.find(({ entity }) => entity === done?.entity);
  if (!negated || !option || head?.kind !== "rows" || !draft.belongs(done?.entity, head.entity) || done?.before.negated) return undefined;
  return {
    ...blankMention(draft.at, draft.at, text),
    kind: "verb",
    label: text,
    entity: option.entity,
    where: [...option.conds],
    before: { values: [], negated: true, relative: true },
  };
}

/** "did not use MFA": there is no row where it was used. */
function affirmed(conds: Value["options"][number]["conds"]): Mention["where"] {
  return conds.map((cond) => ({ ...cond, values: [true], label: cond.label.replace(/^(?:not|without) /, "") }));
}

/** The latest thing that has such values; else the one that belongs to what has them. */
function targetOf(draft: Draft, { options }: Value): Mention | undefined {
  const things = draft.mentions.filter(isThing);
  return (
    things.findLast(({ entity }) => options.some((option) => option.entity === entity)) ??
    things.findLast(({ entity }) => options.some((option) => draft.belongs(entity, option.entity))) ??
    things.at(-1) ??
    draft.mentions.findLast(({ kind }) => kind === "measure")
  );
}
