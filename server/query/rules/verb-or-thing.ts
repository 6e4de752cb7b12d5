import { type DataChunk, type Draft, PLURAL } from "./draft.ts";
import type { Mention } from "./mentions.ts";

const PAST = /(ed|drew|drawn|took|paid|went|came|sent|dealt)\b/;
/** What stands before a noun, never before a verb. */
const BEFORE_NOUN = /^(a|an|the|any|single|made|make|place|placed|made a)$/;

/** Whether a phrase such as "trade" or "deposit" is what somebody does, where it could be the thing as well. */
export function isVerbHere(draft: Draft, chunk: DataChunk, alsoThing: boolean): boolean {
  const text = chunk.text.toLowerCase();
  if (!alsoThing || PAST.test(text)) return true;
  const previous = draft.chunks[draft.at - 1];
  const afterArticle = previous?.tag === "noise" && BEFORE_NOUN.test(previous.text.toLowerCase());
  // "with a deposit over 1k", "w/ deposit in October": what somebody has is a thing.
  const had = previous?.tag === "relative" && /^(?:w|with|having|has|have|had|holding)\b/i.test(previous.text);
  if (had || PLURAL.test(text) || isDescribed(draft) || afterArticle) return false;
  if (draft.before.relative || isInfinitive(draft) || isMeanwhile(draft, text)) return true;
  const { last } = draft;
  return (
    last !== undefined &&
    last.kind !== "measure" &&
    !text.endsWith("ing") &&
    isDoneBy(draft, last, chunk) &&
    previous?.tag !== "preposition"
  );
}

/** "the largest deposit", "average deposit": what is described is a thing. */
function isDescribed({ before: { comparison, aggregate, superlative, values, first } }: Draft): boolean {
  return comparison !== undefined || aggregate !== undefined || superlative !== undefined || values.length > 0 || first === true;
}

/** "came back to deposit": what somebody does, after a verb that says nothing by itself. */
function isInfinitive({ chunks, at }: Draft): boolean {
  const [verb, to] = [chunks[at - 2], chunks[at - 1]];
  return to?.tag === "preposition" && to.word === "to" && verb?.tag === "noise";
}

/** "… while trading less than $5,000". */
function isMeanwhile({ chunks, at, before }: Draft, text: string): boolean {
  return text.endsWith("ing") && (before.link === "but" || before.link === "and") && chunks[at + 1]?.tag === "compare";
}

function isDoneBy(draft: Draft, { entity }: Mention, chunk: DataChunk): boolean {
  return chunk.senses.some((sense) => sense.kind === "verb" && draft.belongs(sense.entity, entity));
}
