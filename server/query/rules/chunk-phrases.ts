import { unknownAt } from "./chunk-literals.ts";
import type { ChunkSource } from "./chunk-source.ts";
import type { Sense } from "./lexicon.ts";
import type { Word } from "./word.ts";
import { LANGUAGE_FIRST, LONGEST_PHRASE, wordsOf } from "./words.ts";

/** The longest phrase of the language or of the data; of equally long ones that of the data. */
export function phraseAt(source: ChunkSource, index: number): number | undefined {
  if (source.text(index) === "worst" && (source.tokens[index + 1]?.kind === "number" || source.tokens[index - 1]?.kind === "number")) {
    source.push({ tag: "superlative", direction: "desc", of: "either", text: "worst", at: index });
    return index + 1;
  }
  const found = source.lexicon.longest(source.stems, source.words, index);
  if (found?.length === 1 && isOtherVerb(source, index)) return unknownAt(source, index);
  for (let length = LONGEST_PHRASE; length > 0; length--) {
    const words = wordsOf(source.phraseOf(index, length));
    const [word] = words;
    const preferred = word !== undefined && length === found?.length && LANGUAGE_FIRST.has(word.tag);
    if (found && length <= found.length && !preferred && !endsInTime(source, index, found))
      return pushData(source, index, found, length === found.length ? words : []);
    if (word === undefined || (word.tag === "orMore" && opensBound(source, index + length))) continue;
    source.push({ ...word, text: source.textOf(index, index + length), at: index });
    return index + length;
  }
  return undefined;
}

/** "they do not live there", "did open": what is done, where "live" and "open" say what an account is. */
function isOtherVerb(source: ChunkSource, index: number): boolean {
  const [before, further] = [source.text(index - 1), source.text(index - 2)];
  const done = ["they", "he", "she", "did", "do", "does"].includes(before) || (before === "not" && ["do", "does", "did"].includes(further));
  return done && ["live", "open", "close"].includes(source.text(index));
}

/** "…, and above $1,000", "and more than 3 logins": a bound of its own, rather than "3 and more". */
function opensBound(source: ChunkSource, next: number): boolean {
  return source.text(next) === "than" || source.tokens[next]?.value !== undefined;
}

/** "less money in October": "money in" is no phrase where its end begins a time. */
function endsInTime(source: ChunkSource, index: number, { senses, length }: { senses: readonly Sense[]; length: number }): boolean {
  const last = index + length - 1;
  const isVerb = senses.some(({ kind }) => kind === "verb");
  const phrase = source.phraseOf(last, 3);
  const isNow = wordsOf(phrase).length > 0;
  return !isVerb && length > 1 && /^(?:in|on|at|out|of)$/.test(source.text(last)) && (isNow || source.times.at(last) !== undefined);
}

function pushData(
  source: ChunkSource,
  index: number,
  { senses, length }: { senses: readonly Sense[]; length: number },
  words: readonly Word[],
): number {
  source.push({ tag: "data", senses, words, text: source.textOf(index, index + length), at: index });
  return index + length;
}
