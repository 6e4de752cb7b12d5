const VOWEL = /[aeiouy]/;

/**
 * Takes the inflection off an English word, so that "withdrawals", "trading" and "traded" meet their dictionary form. Both sides of
 * every comparison go through it: the result need not be a word.
 */
export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  const one = withoutPlural(word);
  return one.length <= 3 ? one : withoutE(withoutEnding(one));
}

function withoutPlural(word: string): string {
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  if (/[^su]s$/.test(word) && !word.endsWith("is")) return word.slice(0, -1);
  return word;
}

function withoutEnding(word: string): string {
  const ending = /(?:ing|ed)$/.exec(word)?.[0];
  if (ending === undefined || /[^r]eed$/.test(word)) return word;
  const base = word.slice(0, -ending.length);
  if (base.length < 3 || !VOWEL.test(base)) return word;
  // "stopped", "dropping": the consonant was doubled for the ending only.
  return /([bdgkmnprt])\1$/.test(base) ? base.slice(0, -1) : base.endsWith("i") ? `${base.slice(0, -1)}y` : base;
}

function withoutE(word: string): string {
  return word.length > 4 && word.endsWith("e") ? word.slice(0, -1) : word;
}
