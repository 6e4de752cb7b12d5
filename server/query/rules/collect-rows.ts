import { addMention } from "./add-mention.ts";
import { negated } from "./conditions.ts";
import type { DataChunk, Draft, SenseOf } from "./draft.ts";
import type { Mention } from "./mentions.ts";
import { plural } from "./nouns.ts";

type RowsSense = SenseOf<"entity"> | SenseOf<"actor"> | SenseOf<"verb">;

/** Mentions rows, those who have them, or what was done, in the sense that fits what was said. */
export function addRows(draft: Draft, kind: "rows" | "actor" | "verb", senses: readonly RowsSense[], chunk: DataChunk): void {
  const sense = fitting(draft, senses);
  // "active traders": who trades is active.
  if (kind === "actor") draft.before.values = draft.before.values.filter(({ text }) => text.toLowerCase() !== "active");
  if (kind === "rows" && isPointedAt(draft) && !draft.isOwned(sense.entity)) draft.flags.add("those");
  dropWhose(draft, kind, sense.entity);
  const happening = "happening" in sense && sense.happening === true;
  const { entity } = sense;
  // "non-VIP customers": of the customers those that are not.
  const denied =
    kind === "rows" &&
    draft.before.adjectival === true &&
    sense.where.length > 0 &&
    draft.before.values.length === 0 &&
    draft.takeNegation();
  const where = denied ? sense.where.map(negated) : sense.where;
  const label = nounOf(draft, sense);
  addMention(draft, { kind, entity, where: [...where], happening, label, text: chunk.text, ...massOf(draft, sense) });
}

/** What the rows are called, in the plural: what was done is called by its rows. */
function nounOf({ lexicon }: Draft, { kind, entity, label, where }: RowsSense): string {
  const [value] = where;
  if (kind !== "verb") return plural(label);
  return value ? plural(value.label) : lexicon.entity(entity).label.many;
}

/** "client withdrawals": whose they are goes without saying. */
function dropWhose(draft: Draft, kind: string, entity: string): void {
  const { last } = draft;
  const plain = last?.kind === "rows" && !last.plural && last.where.length + last.values.length + last.before.values.length === 0;
  if (
    kind !== "rows" ||
    !plain ||
    !last ||
    !draft.isAdjacent() ||
    !draft.belongs(entity, last.entity) ||
    last.before.group ||
    last.before.link ||
    last.happening
  )
    return;
  draft.mentions.pop();
  draft.before = { ...last.before, ...draft.before };
}

/** "of those customers", unless "those" stands for a thing of its own. */
function isPointedAt({ chunks, at }: Draft): boolean {
  return /^(?:that|this|these|those)$/i.test(chunks[at - 1]?.text ?? "") && chunks[at - 2]?.tag !== "data";
}

/** "fees" are asked for by their amount. */
function massOf(draft: Draft, sense: RowsSense): Pick<Mention, "amount"> {
  const isMoney = sense.kind === "entity" && (sense.mass === true || /\bmoney\b/i.test(draft.chunks[draft.at]?.text ?? ""));
  const isNamed = /\bmoney\b/i.test(draft.chunks[draft.at]?.text ?? "") && draft.before.ask !== "howMany";
  if (!isMoney || (isCounted(draft) && !isNamed)) return {};
  const { defaultMeasure } = draft.lexicon.entity(sense.entity);
  const measure = draft.lexicon.catalog.measures.find(({ name }) => name === defaultMeasure);
  const column = measure?.kind === "aggregate" ? measure.column : undefined;
  return column === undefined ? {} : { amount: { entity: sense.entity, column } };
}

/** "how many fees", "list the fees": of each, rather than their amount. */
function isCounted({ before, asks }: Draft): boolean {
  const { ask, count, aggregate, superlative, comparison } = before;
  const ofNumber = aggregate !== undefined && aggregate !== "sum";
  if (ask === "howMany" || count || ofNumber || superlative !== undefined || comparison !== undefined) return true;
  return asks.includes("show") || asks.includes("which");
}

/** Of several senses the one that the values before it, or what was named, are of. */
function fitting<S extends { readonly entity: string }>(draft: Draft, senses: readonly S[]): S {
  const wanted = draft.waiting();
  const named = draft.mentions.map(({ entity }) => entity);
  const [first] = senses;
  if (first === undefined) throw new Error("a phrase without a sense");
  return senses.find(({ entity }) => wanted.has(entity)) ?? senses.find(({ entity }) => named.includes(entity)) ?? first;
}
