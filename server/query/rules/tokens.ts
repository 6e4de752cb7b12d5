import { numberTokens } from "./number-tokens.ts";
import { mergeNumberWords } from "./number-words.ts";
import type { Token } from "./token.ts";
import { markTokens, plain, wordTokens } from "./word-tokens.ts";

const PATTERN = new RegExp(
  [
    /(?<quoted>"[^"]+"|“[^”]+”|‘[^’]{2,}’)/,
    /(?<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/,
    /(?<ip>\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?|(?:3[2-9]|[4-9]\d|1\d\d|2\d\d)(?:\.\d{1,3}){2}(?!\d))/,
    /(?<date>\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?|\d{1,2}[./]\d{1,2}[./]\d{2,4})/,
    /(?<number>(?<sign>[$€£¥]|(?:usd|us\$)\s?)?(?<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:\s?(?<percent>%|percent\b|pct\b)|(?<suffix>[a-z]+))?(?<plus>\+)?)/,
    /(?<word>\p{L}+(?:['’]\p{L}+)*)/u,
    /(?<mark>[?!.,;:#%&+/()<>=–—-]+|[$€£](?!\s?\d))/,
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
    .replace(/[–—−](?=\s?[$€£¥\d])/g, "-")
    .replace(/-+>|→/g, " to ")
    .replace(/\be-mail/gi, "email")
    .replace(/\bw\/o\b/gi, "without")
    .replace(/\bw\//gi, "with ")
    .replace(/\/(day|week|month|hour|user|customer|cust)\b/gi, " per $1");
  for (const match of text.matchAll(PATTERN)) {
    if (isRange(text, match)) tokens.push({ text: "to", raw: "-", stem: "to", kind: "word" });
    else if (isApart(text, match)) tokens.push({ text: "-", raw: "-", stem: "-", kind: "mark" });
    else tokens.push(...tokensOf(match));
  }
  return mergeNumberWords(tokens);
}

const BEFORE_DASH = /(?:[\dk]|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*)\s?$/i;
const BEHIND_DASH = /^\s?(?:[$€£\d]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)/i;

/** "1k-5k", "jul-oct": from the one to the other. */
function isRange(text: string, match: RegExpMatchArray): boolean {
  const at = match.index ?? 0;
  return /^[-–]$/.test(match[0]) && BEFORE_DASH.test(text.slice(0, at)) && BEHIND_DASH.test(text.slice(at + 1));
}

/** "deposits - withdrawals", "vip – by country": a dash with spaces around it. */
function isApart(text: string, match: RegExpMatchArray): boolean {
  const at = match.index ?? 0;
  return /^[-–—]$/.test(match[0]) && /\s$/.test(text.slice(0, at)) && /^\s/.test(text.slice(at + 1));
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
