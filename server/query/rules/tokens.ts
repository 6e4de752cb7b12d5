import { stem } from "./stem.ts";

export interface Token {
  /** Lower case, without accents. */
  readonly text: string;
  /** As it was written. */
  readonly raw: string;
  readonly stem: string;
  readonly kind: "word" | "number" | "money" | "percent" | "ip" | "email" | "quoted" | "date" | "span" | "mark";
  /** Of numbers, amounts and percentages (30 for 30 %). */
  readonly value?: number;
  /** Of a span such as `24h`. */
  readonly unit?: string;
  /** The name of the currency where an amount has one. */
  readonly currency?: string;
  /** Written with `+` behind it, as in `3+`. */
  readonly orMore?: boolean;
}

const MULTIPLES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  mio: 1e6,
  million: 1e6,
  bn: 1e9,
  b: 1e9,
  billion: 1e9,
};
const CURRENCY_SIGNS: Readonly<Record<string, string>> = { $: "USD", "€": "EUR", "£": "GBP", "¥": "JPY" };
const SPAN_UNITS: Readonly<Record<string, string>> = {
  h: "hour",
  hr: "hour",
  hrs: "hour",
  d: "day",
  w: "week",
  wk: "week",
  wks: "week",
  min: "minute",
  mins: "minute",
  mo: "month",
  mos: "month",
  mth: "month",
  y: "year",
  yr: "year",
  q: "quarter",
};

const PATTERN = new RegExp(
  [
    /(?<quoted>"[^"]+"|“[^”]+”|‘[^’]{2,}’)/,
    /(?<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/,
    /(?<ip>\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?|(?:3[2-9]|[4-9]\d|1\d\d|2\d\d)(?:\.\d{1,3}){2}(?!\d))/,
    /(?<date>\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?|\d{1,2}[./]\d{1,2}[./]\d{2,4})/,
    /(?<number>(?<sign>[$€£¥]|(?:usd|us\$)\s?)?(?<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:\s?(?<percent>%|percent\b|pct\b)|(?<suffix>[a-z]+))?(?<plus>\+)?)/,
    /(?<word>\p{L}+(?:['’]\p{L}+)*)/u,
    /(?<mark>[?!.,;:#%&+/()<>=-]+)/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "giu",
);

/** Splits a question into words, numbers and literal values. Compounds fall into their parts: `sign-ups` is two words. */
export function tokenize(question: string): Token[] {
  const tokens: Token[] = [];
  const text = question
    .normalize("NFKC")
    .replace(/\be-mail/gi, "email")
    .replace(/\bw\/o\b/gi, "without")
    .replace(/\bw\//gi, "with ");
  for (const match of text.matchAll(PATTERN)) {
    const isRange = match[0] === "-" && /[\dk]$/i.test(text.slice(0, match.index)) && /^\s?[$€£\d]/.test(text.slice(match.index + 1));
    if (isRange) tokens.push({ text: "to", raw: "-", stem: "to", kind: "word" });
    else tokens.push(...tokensOf(match));
  }
  return mergeNumberWords(tokens);
}

function tokensOf(match: RegExpMatchArray): Token[] {
  const groups = match.groups ?? {};
  const raw = match[0];
  if (groups["quoted"] !== undefined) return [{ ...plain(raw.slice(1, -1)), kind: "quoted" }];
  for (const kind of ["email", "ip", "date"] as const) if (groups[kind] !== undefined) return [{ ...plain(raw), kind }];
  if (groups["number"] !== undefined) return numberTokens(raw, groups);
  if (groups["mark"] !== undefined) return markTokens(raw);
  return wordTokens(raw);
}

/** How words are shortened in a hurry, whatever the data. */
const SHORT: Readonly<Record<string, string>> = {
  ppl: "people",
  lvl: "level",
  lvls: "levels",
  btw: "between",
  btwn: "between",
  bw: "between",
  thru: "through",
  mo: "month",
  hr: "hour",
  u: "you",
  r: "are",
  hv: "have",
  gt: "over",
  lt: "under",
  pcnt: "percent",
  num: "number",
  no: "no",
  rn: "now",
  wtf: "what",
  abt: "about",
  bc: "because",
  b4: "before",
  frm: "from",
  mths: "months",
  wks: "weeks",
  yrs: "years",
  morn: "morning",
  tot: "total",
  ttl: "total",
  avrg: "average",
};

function plain(raw: string): Token {
  const long = SHORT[raw.toLowerCase()];
  if (long !== undefined && raw !== raw.toUpperCase()) return { text: long, raw, stem: stem(long), kind: "word" };
  const text = raw.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return { text, raw, stem: stem(text), kind: "word" };
}

function wordTokens(raw: string): Token[] {
  const text = raw.replace(/’/g, "'");
  const negated = /^(\p{L}+)n't$/iu.exec(text)?.[1];
  if (negated !== undefined) return [plain(negated.toLowerCase() === "ca" ? "can" : negated), plain("not")];
  const possessive = /^(\p{L}+)'(?:s|re|ve|ll|d|m)?$/iu.exec(text)?.[1];
  return [plain(possessive ?? text.replace(/'/g, ""))];
}

function numberTokens(raw: string, groups: Record<string, string | undefined>): Token[] {
  const value = Number((groups["digits"] ?? "").replace(/,/g, ""));
  const suffix = groups["suffix"]?.toLowerCase();
  const more = groups["plus"] === undefined ? {} : { orMore: true };
  const base = { text: raw.toLowerCase(), raw, stem: raw.toLowerCase(), ...more };
  if (groups["percent"] !== undefined) return [{ ...base, kind: "percent", value }];
  const sign = groups["sign"]?.trim().toLowerCase();
  const money = sign === undefined ? undefined : (CURRENCY_SIGNS[sign] ?? "USD");
  const multiple = suffix === undefined ? undefined : MULTIPLES[suffix];
  if (multiple !== undefined) return [numberOf(base, value * multiple, money)];
  if (suffix === undefined) return [numberOf(base, value, money)];
  if (/^(st|nd|rd|th)$/.test(suffix)) return [{ ...base, kind: "number", value, unit: "ordinal" }];
  const unit = SPAN_UNITS[suffix];
  if (unit !== undefined && money === undefined) return [{ ...base, kind: "span", value, unit }];
  return [numberOf(base, value, money), plain(suffix)];
}

function numberOf(base: Omit<Token, "kind">, value: number, currency: string | undefined): Token {
  return currency === undefined ? { ...base, kind: "number", value } : { ...base, kind: "money", value, currency };
}

/** Signs that say something become words; the rest only separates. */
function markTokens(raw: string): Token[] {
  const words: Readonly<Record<string, string>> = {
    "%": "percent",
    "#": "number",
    "&": "and",
    "+": "and",
    ">": "over",
    ">=": "at least",
    "<": "under",
    "<=": "at most",
    "=": "equals",
    "=>": "at least",
    "/": "and",
  };
  const meaning = words[raw];
  if (meaning !== undefined) return meaning.split(" ").map((word) => ({ ...plain(word), raw }));
  return raw === "-" ? [] : [{ text: raw[0] ?? raw, raw, stem: raw, kind: "mark" }];
}

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
function mergeNumberWords(tokens: readonly Token[]): Token[] {
  const merged: Token[] = [];
  for (let i = 0; i < tokens.length; ) {
    const { token, next } = numberAt(tokens, i);
    merged.push(token);
    i = next;
  }
  return merged.map(asAmount).filter((token): token is Token => token !== undefined);
}

function numberAt(tokens: readonly Token[], start: number): { token: Token; next: number } {
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
