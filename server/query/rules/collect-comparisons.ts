import type { Chunk, Comparison } from "./chunks.ts";
import { addImplied } from "./collect-end.ts";
import { type DataChunk, type Draft, PLURAL, sensesOf } from "./draft.ts";
import type { Sense } from "./lexicon.ts";

type Unit = Comparison["unit"];

/** "more than $5,000 in deposits": said of what follows; anything else of what was named. */
export function takeComparison(draft: Draft, comparison: Comparison): void {
  draft.before.comparison = comparison;
  if (!isOfNext(draft, comparison.unit)) closeComparison(draft);
}

/** A comparison without a thing behind it is of the thing before it. */
export function closeComparison(draft: Draft): void {
  const { comparison, values } = draft.before;
  // "failed bank transfers above $2,000": rows that only their values name.
  if (comparison && draft.mentions.length === 0 && values.length > 0) {
    delete draft.before.comparison;
    addImplied(draft, values);
  }
  const target = draft.mentions.findLast(({ kind }) => kind !== "grain") ?? draft.last;
  if (!comparison || !target) return;
  delete draft.before.comparison;
  target.comparisons.push(comparison);
}

/** Whether what follows can be what is compared. `led`: the preposition that leads to it. */
function isOfNext(draft: Draft, unit: Unit): boolean {
  if (unit === "times") return false;
  let led = "";
  for (const chunk of draft.chunks.slice(draft.at + 1)) {
    if (isFill(draft, chunk, unit)) continue;
    if (led !== "" || !leadsOn(chunk, unit)) return isBounded(chunk, unit, led);
    led = chunk.word;
  }
  return false;
}

function isFill(draft: Draft, chunk: Chunk, unit: Unit): boolean {
  if (chunk.tag === "data") return unit === "money" && isCurrency(draft, chunk);
  return ["noise", "distinct", "aggregate", "all", "moneyUnit"].includes(chunk.tag);
}

/** "$5,000 in …", "3 of …". */
function leadsOn(chunk: Chunk, unit: Unit): chunk is Extract<Chunk, { tag: "preposition" }> {
  return chunk.tag === "preposition" && (unit === "money" || unit === "plain") && ["in", "of", "worth"].includes(chunk.word);
}

function isCurrency({ lexicon }: Draft, chunk: DataChunk): boolean {
  return sensesOf(chunk, "value").some(({ cond }) => lexicon.column(cond.entity, cond.column)?.format === "currency");
}

function isBounded(chunk: Chunk, unit: Unit, led: string): boolean {
  if (chunk.tag === "grain") return unit === "plain" && !chunk.adverb;
  if (chunk.tag === "less" || chunk.tag === "compareOp" || chunk.tag === "change") return true;
  return chunk.tag === "data" && (unit === "money" ? isWorth(chunk, led) : isNumbered(chunk, led));
}

/** "$500 deposits", "$500 in deposits"; behind "$500 flagged …" what was named is meant. */
function isWorth(chunk: DataChunk, led: string): boolean {
  if (led !== "") return isNumbered(chunk, led);
  const adjective = has(chunk, "value", "condition") && !PLURAL.test(chunk.text.toLowerCase());
  return !adjective && has(chunk, "entity", "measure");
}

/** "3 deposits", "3 countries", "3 failed …", "3 in deposits". */
function isNumbered(chunk: DataChunk, led: string): boolean {
  if (led === "in") return has(chunk, "entity", "measure");
  return has(chunk, "entity", "actor", "column", "measure", "value", "condition", "country");
}

function has({ senses }: DataChunk, ...kinds: readonly Sense["kind"][]): boolean {
  return senses.some(({ kind }) => kinds.includes(kind));
}
