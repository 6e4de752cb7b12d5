import { ENGLISH_WORDS } from "./english-words.ts";
import type { Lexicon } from "./lexicon.ts";
import { corrected } from "./spelling.ts";
import { TIME_WORDS } from "./time-words.ts";
import type { Token } from "./token.ts";
import { tokenize } from "./tokens.ts";
import { LANGUAGE_WORDS } from "./words.ts";

/** Short forms written out. */
export function expanded(tokens: readonly Token[], lexicon: Lexicon): Token[] {
  return tokens.flatMap((token) => {
    const means =
      token.kind === "word"
        ? (lexicon.abbreviations.get(token.text) ?? lexicon.abbreviations.get(token.text.replace(/s$/, "")))
        : undefined;
    if (means === undefined) return [token];
    return tokenize(means).map((part) => ({ ...part, raw: token.raw }));
  });
}

const LANGUAGE: ReadonlySet<string> = new Set([...LANGUAGE_WORDS, ...TIME_WORDS]);

/** Words that mean nothing as they stand, put right by the nearest one that does. */
export function spelled(tokens: readonly Token[], lexicon: Lexicon): Token[] {
  return tokens.map((token, index) => {
    if (token.kind !== "word" || isKnown(token, lexicon)) return token;
    if (isName(token) && index > 0 && (isName(tokens[index + 1]) || isName(tokens[index - 1]))) return token;
    const word = corrected(token.text, [...lexicon.vocabulary, ...LANGUAGE]);
    const [fixed] = word === undefined ? [] : tokenize(word);
    return fixed ? { ...fixed, raw: token.raw } : token;
  });
}

function isKnown({ text, stem, raw }: Token, lexicon: Lexicon): boolean {
  return LANGUAGE.has(text) || ENGLISH_WORDS.has(text) || lexicon.knows(stem) || lexicon.countryOf(raw) !== undefined;
}

/** Two words with capitals side by side are somebody's name. */
function isName(token: Token | undefined): boolean {
  return token !== undefined && /^\p{Lu}\p{Ll}+$/u.test(token.raw);
}
