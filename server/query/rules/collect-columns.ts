import { addMention } from "./add-mention.ts";
import type { Cond } from "./conditions.ts";
import { type DataChunk, type Draft, type SenseOf, sensesOf } from "./draft.ts";
import type { Mention, Value } from "./mentions.ts";

type Names = Mention["columns"];

/** Mentions a column, unless it only says what a value is of. */
export function addColumn(draft: Draft, columns: readonly SenseOf<"column">[], { text }: DataChunk): void {
  const names = columns.map(({ entity, column, label }) => ({ entity, column, label }));
  const isOf = (value: Value) => value.options.some(({ conds }) => conds.some((cond) => isOneOf(cond, names)));
  // "country by country".
  if (draft.before.group === "by" && draft.last?.kind === "column" && draft.last.text.toLowerCase() === text.toLowerCase())
    draft.mentions.pop();
  if (draft.before.values.some(isOf)) narrowValues(draft, names, isOf);
  else if (valueFollows(draft, names)) draft.restricted = names;
  else if (!draft.last || !draft.isAdjacent() || !draft.last.values.some(isOf) || draft.before.group !== undefined)
    addMention(draft, { kind: "column", columns: ofNoun(draft, names) ?? names, label: names[0]?.label ?? text });
}

function isOneOf(cond: Cond, names: Names): boolean {
  return names.some(({ entity, column }) => cond.entity === entity && cond.column === column);
}

/** "expired KYC", "high risk": the value is of this column. */
function narrowValues({ before }: Draft, names: Names, isOf: (value: Value) => boolean): void {
  const narrowed = (value: Value) => ({
    ...value,
    options: value.options.filter(({ conds }) => conds.some((cond) => isOneOf(cond, names))),
  });
  before.values = before.values.map((value) => (isOf(value) ? narrowed(value) : value));
}

/** "the customer country": of the customer, who is not what is asked for. */
function ofNoun(draft: Draft, names: Names): Names | undefined {
  const { last, before } = draft;
  if (last?.kind !== "rows" || !draft.isAdjacent() || last.plural || last.where.length > 0 || before.group) return undefined;
  const own = names.filter(({ entity }) => entity === last.entity);
  if (own.length === 0 || last.values.length + last.before.values.length > 0 || last.before.number !== undefined) return undefined;
  draft.mentions.pop();
  draft.before = { ...last.before, ...before, values: [] };
  return own;
}

/** "whose KYC status is expired", "risk level high". */
function valueFollows(draft: Draft, names: Names): boolean {
  const { before, chunks, at } = draft;
  if (before.group !== undefined || before.ask !== undefined || before.distinct) return false;
  const next = chunks.slice(at + 1).find(({ tag }) => !["noise", "negation", "preposition", "relative", "either"].includes(tag));
  const country = names.some(({ entity, column }) => draft.lexicon.column(entity, column)?.format?.startsWith("country"));
  // "who live in Malta", "but live in France": of those, wherever what they do is from.
  const ofOwner = names.every(({ entity }) => !draft.isOwned(entity));
  if (country && (before.relative || (ofOwner && before.link === "but")) && next?.tag === "data" && sensesOf(next, "country").length > 0) {
    before.preposition = "in";
    return true;
  }
  return next?.tag === "data" && sensesOf(next, "value").some(({ cond }) => isOneOf(cond, names));
}
