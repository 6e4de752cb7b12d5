import { stem } from "./stem.ts";
import { entryOf, type Token } from "./token.ts";

/** How words are shortened in a hurry, whatever the data. */
const SHORT: Readonly<Record<string, string>> = {
  chg: "change",
  hows: "how",
  incl: "including",
  cos: "because",
  sep: "september",
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

export function plain(raw: string): Token {
  const long = entryOf(SHORT, raw.toLowerCase());
  if (long !== undefined && raw !== raw.toUpperCase()) return { text: long, raw, stem: stem(long), kind: "word" };
  const text = raw.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return { text, raw, stem: stem(text), kind: "word" };
}

export function wordTokens(raw: string): Token[] {
  const text = raw.replace(/’/g, "'");
  const negated = /^(\p{L}+)n't$/iu.exec(text)?.[1] ?? /^(have|has|had|did|do|does|is|are|was|were|could|would|should)nt$/i.exec(text)?.[1];
  if (negated !== undefined) return [plain(negated.toLowerCase() === "ca" ? "can" : negated), plain("not")];
  const possessive = /^(\p{L}+)'(?:s|re|ve|ll|d|m)?$/iu.exec(text)?.[1];
  return [plain(possessive ?? text.replace(/'/g, ""))];
}

/** Signs that say something become words; the rest only separates. */
export function markTokens(raw: string): Token[] {
  const words: Readonly<Record<string, string>> = {
    "%": "percent",
    $: "in money",
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
