import type { Word, WordTable } from "./word.ts";
import { ASKING } from "./words-asking.ts";
import { BOUNDING } from "./words-bounding.ts";
import { CHANGING } from "./words-changing.ts";
import { GROUPING } from "./words-grouping.ts";
import { LINKING } from "./words-linking.ts";
import { NOISE } from "./words-noise.ts";

/** The order counts: where a phrase does several things, the first is the usual one. */
const TABLE: WordTable = [...ASKING, ...BOUNDING, ...GROUPING, ...LINKING, ...CHANGING, ...NOISE];

const PHRASES = new Map<string, Word[]>();
for (const [word, phrases] of TABLE) {
  for (const phrase of phrases.split("|")) {
    const known = PHRASES.get(phrase);
    if (!known) PHRASES.set(phrase, [word]);
    else known.push(word);
  }
}

/** Every single word of the language's phrases. */
export const LANGUAGE_WORDS: ReadonlySet<string> = new Set([...PHRASES.keys()].flatMap((phrase) => phrase.split(" ")));

/** The longest phrase of the language, in words. */
export const LONGEST_PHRASE = Math.max(...[...PHRASES.keys()].map((phrase) => phrase.split(" ").length));

/** Where a word is as good a word of the language as of the data, these are taken for the former. */
export const LANGUAGE_FIRST: ReadonlySet<Word["tag"]> = new Set<Word["tag"]>([
  "negation",
  "ask",
  "group",
  "and",
  "or",
  "but",
  "both",
  "either",
  "preposition",
  "aggregate",
  "superlative",
  "share",
  "count",
  "distinct",
  "relative",
  "compareOp",
  "running",
  "growth",
  "versus",
  "grain",
  "first",
  "last",
]);

/** What a phrase does in a question, as it is written (no stems: "first" and "firsts" differ); the first entry is the usual one. */
export function wordsOf(phrase: string): readonly Word[] {
  return PHRASES.get(phrase) ?? [];
}
