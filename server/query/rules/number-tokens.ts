import { entryOf, type Token } from "./token.ts";
import { plain } from "./word-tokens.ts";

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

export function numberTokens(raw: string, groups: Record<string, string | undefined>): Token[] {
  const value = Number((groups["digits"] ?? "").replace(/,/g, ""));
  const suffix = groups["suffix"]?.toLowerCase();
  const more = groups["plus"] === undefined ? {} : { orMore: true };
  const base = { text: raw.toLowerCase(), raw, stem: raw.toLowerCase(), ...more };
  if (groups["percent"] !== undefined) return [{ ...base, kind: "percent", value }];
  const sign = groups["sign"]?.trim().toLowerCase();
  const money = sign === undefined ? undefined : (entryOf(CURRENCY_SIGNS, sign) ?? "USD");
  const multiple = suffix === undefined ? undefined : entryOf(MULTIPLES, suffix);
  if (multiple !== undefined) return [numberOf(base, value * multiple, money)];
  if (suffix === undefined) return [numberOf(base, value, money)];
  if (/^(st|nd|rd|th)$/.test(suffix)) return [{ ...base, kind: "number", value, unit: "ordinal" }];
  if (suffix === "s") return [numberOf({ ...base, text: String(value), raw: String(value) }, value, money)];
  if (base.text === "2fa") return [plain(raw)];
  const unit = entryOf(SPAN_UNITS, suffix);
  if (unit !== undefined && money === undefined) return [{ ...base, kind: "span", value, unit }];
  return [numberOf(base, value, money), plain(suffix)];
}

function numberOf(base: Omit<Token, "kind">, value: number, currency: string | undefined): Token {
  return currency === undefined ? { ...base, kind: "number", value } : { ...base, kind: "money", value, currency };
}
