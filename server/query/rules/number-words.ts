import { entryOf, type Token } from "./token.ts";

const SMALL: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  dozen: 12,
  half: 0.5,
};
const SCALES: Readonly<Record<string, number>> = { hundred: 100, thousand: 1e3, million: 1e6, billion: 1e9, grand: 1e3, k: 1e3, mio: 1e6 };

/** `ten thousand`, `half a million`, `5 million`: one number; a currency behind it makes it an amount. */
export function mergeNumberWords(tokens: readonly Token[]): Token[] {
  const merged: Token[] = [];
  for (let index = 0; index < tokens.length; ) {
    const { token, next } = mergedAt(tokens, index);
    if (token) merged.push(token);
    index = next;
  }
  return merged.map(asAmount).filter((token): token is Token => token !== undefined);
}

/** The number that begins at a token, or the token itself. */
function mergedAt(tokens: readonly Token[], start: number): { token: Token | undefined; next: number } {
  const first = tokens[start];
  const small = first && smallNumber(first);
  if (!first || small === undefined) return { token: first, next: start + 1 };
  const whole = withOnes(tokens, start, small);
  const { value, next } = scaled(tokens, whole.next, whole.value);
  // "half" alone is a word, as in "the first half of".
  if (first.text === "half" && next === whole.next) return { token: first, next: start + 1 };
  const more = first.kind === "word" && tokens[next]?.raw === "+";
  const raw = tokens
    .slice(start, next)
    .map((token) => token.raw)
    .join(" ");
  const kind = first.kind === "word" ? "number" : first.kind;
  const text = raw.toLowerCase();
  return { token: { ...first, kind, text, raw, stem: text, value, ...(more ? { orMore: true } : {}) }, next: next + (more ? 1 : 0) };
}

/** "twenty five". */
function withOnes(tokens: readonly Token[], start: number, tens: number): { value: number; next: number } {
  const ones = tokens[start + 1];
  const n = ones?.kind === "word" && tokens[start]?.kind === "word" && tens >= 20 ? entryOf(SMALL, ones.text) : undefined;
  return n !== undefined && n < 10 ? { value: tens + n, next: start + 2 } : { value: tens, next: start + 1 };
}

/** "five hundred thousand", "half a million". */
function scaled(tokens: readonly Token[], index: number, value: number): { value: number; next: number } {
  const at = value === 0.5 && tokens[index]?.text === "a" ? index + 1 : index;
  const token = tokens[at];
  const scale = token?.kind === "word" ? entryOf(SCALES, token.text) : undefined;
  return scale === undefined ? { value, next: index } : scaled(tokens, at + 1, value * scale);
}

function smallNumber(token: Token): number | undefined {
  if (token.kind === "number" || token.kind === "money") return token.unit === "ordinal" ? undefined : token.value;
  return token.kind === "word" ? entryOf(SMALL, token.text) : undefined;
}

const CURRENCY_WORDS: Readonly<Record<string, string>> = {
  dollar: "USD",
  dollars: "USD",
  usd: "USD",
  bucks: "USD",
  eur: "EUR",
  euro: "EUR",
  euros: "EUR",
  gbp: "GBP",
  pound: "GBP",
  pounds: "GBP",
  jpy: "JPY",
  yen: "JPY",
};

/** `5k dollars` is an amount like `$5k`; the word behind it is used up. */
function asAmount(token: Token, index: number, all: readonly Token[]): Token | undefined {
  const before = all[index - 1];
  if (token.kind === "word" && entryOf(CURRENCY_WORDS, token.text) !== undefined && before && isPlainNumber(before)) return undefined;
  const after = all[index + 1];
  if (!isPlainNumber(token) || after?.kind !== "word") return token;
  const currency = entryOf(CURRENCY_WORDS, after.text);
  return currency === undefined ? token : { ...token, kind: "money", currency };
}

function isPlainNumber(token: Token): boolean {
  return token.kind === "number" && token.unit === undefined;
}
