import { forbiddenTexts, licenceTexts } from "./policy.ts";

/** One line of lower-case words, so that wrapping, comment marks and bullets of a licence file do not matter. */
function normalise(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[“”"`*#>]|^\s*\/\//gm, " ")
    .replaceAll("’", "'")
    .replaceAll("‘", "'")
    .replaceAll(/\s+/g, " ");
}

/** SPDX identifiers of the licences whose text is in `text`. */
export function recogniseLicences(text: string): string[] {
  const plain = normalise(text);
  return licenceTexts
    .filter(({ phrases, not }) => phrases.every((phrase) => phrase.test(plain)) && !not?.test(plain))
    .map(({ licence }) => licence);
}

/** The forbidden wordings found in `text`. */
export function forbiddenWords(text: string): string[] {
  const plain = normalise(text);
  return forbiddenTexts.flatMap(({ pattern, not }) => (not?.test(plain) ? [] : (pattern.exec(plain)?.[0] ?? [])));
}
