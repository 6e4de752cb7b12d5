import type { Token } from "./token.ts";

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
  for (let i = 0; i < tokens.length; ) {
    const { token, next } = mergedAt(tokens, i);
    merged.push(token);
    i = next;
  }
  return merged.map(asAmount).filter((token): token is Token => token !== undefined);
}

function mergedAt(tokens: readonly Token[], start: number): { token: Token; next: number } {
  const first = tokens[start] as Token;
  let value = smallNumber(first);
  if (value === undefined) return { token: first, next: start + 1 };
  let next = start + 1;
  const tens = tokens[next];
  if (value >= 20 && first.kind === "word" && tens?.kind === "word" && (SMALL[tens.text] ?? 99) < 10) {
    value += SMALL[tens.text] ?? 0;
    next++;
  }
  let scaled = false;
  for (;;) {
    const skip = value === 0.5 && tokens[next]?.text === "a" ? 1 : 0;
    const scale = tokens[next + skip]?.kind === "word" ? SCALES[tokens[next + skip]?.text ?? ""] : undefined;
    if (scale === undefined) break;
    value *= scale;
    scaled = true;
    next += skip + 1;
  }
  // "half" alone is a word, as in "the first half of".
  if (first.text === "half" && !scaled) return { token: first, next: start + 1 };
  const more = first.kind === "word" && tokens[next]?.raw === "+" ? 1 : 0;
  const raw = tokens
    .slice(start, next)
    .map((token) => token.raw)
    .join(" ");
  return {
    token: {
      ...first,
      kind: first.kind === "word" ? "number" : first.kind,
      text: raw.toLowerCase(),
      raw,
      stem: raw.toLowerCase(),
      value,
      ...(more ? { orMore: true } : {}),
    },
    next: next + more,
  };
}

function smallNumber(token: Token): number | undefined {
  if (token.kind === "number" || token.kind === "money") return token.unit === "ordinal" ? undefined : token.value;
  return token.kind === "word" ? SMALL[token.text] : undefined;
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
  if (token.kind === "word" && CURRENCY_WORDS[token.text] !== undefined && before && isPlainNumber(before)) return undefined;
  const after = all[index + 1];
  if (!isPlainNumber(token) || after?.kind !== "word") return token;
  const currency = CURRENCY_WORDS[after.text];
  return currency === undefined ? token : { ...token, kind: "money", currency };
}

function isPlainNumber(token: Token): boolean {
  return token.kind === "number" && token.unit === undefined;
}
