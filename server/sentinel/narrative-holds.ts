import type { Narrative } from "../../shared/sentinel.ts";
import { figuresIn } from "./narrative-figures.ts";
import { GUARDED, OPENERS } from "./narrative-words.ts";

/** What is said of it without its citations. */
export type Wording = Pick<Narrative, "headline" | "paragraphs">;

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_.:/@-]*[\p{L}\p{N}]|\p{L}/gu;
const SENTENCE = /(?<=[.!?:;])\s+|\n+/;
const PARAGRAPHS = { fewest: 3, most: 5 } as const;
const LONGEST = { headline: 240, paragraph: 900 } as const;

function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** Words as they are, and in lower case. */
interface Vocabulary {
  readonly exact: ReadonlySet<string>;
  readonly lower: ReadonlySet<string>;
}

function vocabularyOf(texts: readonly string[]): Vocabulary {
  const words = texts.flatMap(wordsOf).flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)]);
  return { exact: new Set(words), lower: new Set(words.map((word) => word.toLowerCase())) };
}

/** A country may be named without a capital letter. */
const REGIONS = (() => {
  const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  return new Set(letters.flatMap((a) => letters.flatMap((b) => names.of(a + b)?.toLowerCase() ?? [])));
})();

function isKnown(said: string, isFirst: boolean, { exact, lower }: Vocabulary): boolean {
  const word = said.replace(/['’]s$/, "");
  const small = word.toLowerCase();
  if (GUARDED.has(small) || REGIONS.has(small)) return lower.has(small);
  const capitals = /\p{Lu}.*\p{Lu}/u.test(word);
  // "IN" is a country and "in" is none. Digits are compared as numbers, and what holds signs is an address of some kind.
  if (capitals || /[\p{N}_.:/@]/u.test(word) || /[^\p{Script=Latin}\p{P}]/u.test(word)) return exact.has(word) || /^\p{N}+$/u.test(word);
  if (/^\p{Lu}/u.test(word)) return lower.has(small) || (isFirst && OPENERS.has(small));
  return true;
}

function namesHold(text: string, vocabulary: Vocabulary): boolean {
  return text.split(SENTENCE).every((sentence) => wordsOf(sentence).every((word, index) => isKnown(word, index === 0, vocabulary)));
}

function textsOf({ headline, paragraphs }: Wording): string[] {
  return [headline, ...paragraphs];
}

function figuresOf(wording: Wording): ReadonlySet<string> {
  return new Set(textsOf(wording).flatMap((text) => figuresIn(text).map(({ key }) => key)));
}

/**
 * Whether a rewording says nothing that its template does not: no number, or one with another unit, and no name, address, number in
 * words or all-clear. It errs on the side of no.
 */
export function narrativeHolds(said: Wording, template: Wording): boolean {
  const known = figuresOf(template);
  const vocabulary = vocabularyOf(textsOf(template));
  return [...figuresOf(said)].every((key) => known.has(key)) && textsOf(said).every((text) => namesHold(text, vocabulary));
}

/** Whether a rewording is a headline and three to five short paragraphs that leave none of the template's numbers out. */
export function isWhole(said: Wording, template: Wording): boolean {
  const { headline, paragraphs } = said;
  const isSome = paragraphs.length >= PARAGRAPHS.fewest && paragraphs.length <= PARAGRAPHS.most;
  const isShort = paragraphs.every((text) => text.trim() !== "" && text.length <= LONGEST.paragraph);
  const kept = figuresOf(said);
  const isTold = headline.trim() !== "" && headline.length <= LONGEST.headline;
  return isTold && isSome && isShort && [...figuresOf(template)].every((key) => kept.has(key));
}
