import { closeValues } from "./attach-values.ts";
import type { Draft } from "./draft.ts";
import type { Before } from "./mentions.ts";

type Ask = NonNullable<Before["ask"]>;

/** A word that asks, where it is not the beginning of a relative clause. */
export function takeAsk(draft: Draft, said: Ask): void {
  const ask = asksAmount(draft, said) ? "howMuch" : said;
  if (isRelative(draft, ask)) {
    closeValues(draft);
    draft.before.relative = true;
    return;
  }
  if (ask === "show" && draft.asks.length > 0) return;
  closeValues(draft);
  // "how much, and by how many": the second asks as well.
  if (draft.before.group === "by" && draft.before.link !== undefined && ask !== "show") delete draft.before.group;
  if (/^how (?:large|big|high)\b/i.test(draft.chunks[draft.at]?.text ?? "")) takeSize(draft);
  draft.asks.push(ask);
  if (ask !== "show" || draft.before.ask === undefined) draft.before.ask = ask;
}

/** "how large is a trade on average": what is averaged is what is named. */
function takeSize({ chunks, before }: Draft): void {
  const fn = chunks.find((chunk) => chunk.tag === "aggregate");
  if (fn?.tag === "aggregate" && fn.fn !== "sum") before.aggregate ??= fn.fn;
}

/** "What did they pay in fees?" asks for an amount. */
function asksAmount({ chunks, at }: Draft, said: Ask): boolean {
  const next = chunks[at + 1];
  const isWhat = said === "which" && /^what$/i.test(chunks[at]?.text ?? "");
  return isWhat && next?.tag === "noise" && /^(?:did|do|have|has)\b/i.test(next.text);
}

/** "customers which …", unless only a group was named first ("for each country, which …"). */
function isRelative({ mentions, before }: Draft, ask: Ask): boolean {
  // "failed logins are most frequent in which hour": asked behind what it is asked of.
  if (before.superlative !== undefined) return false;
  const named = mentions.some(({ before: said }) => said.group === undefined);
  return (ask === "which" || ask === "who" || ask === "show") && named && before.link !== "comma" && before.link !== "and";
}

/** "vip share of the volume" is a share of what follows; "deposit share" of what stands before. */
export function takeShare(draft: Draft): void {
  const { last, before, chunks, at } = draft;
  const next = chunks[at + 1];
  const ofNext = / of$/i.test(chunks[at]?.text ?? "") || (next?.tag === "preposition" && (next.word === "of" || next.word === "in"));
  if (last?.kind === "rows" && draft.isAdjacent() && before.values.length === 0 && !ofNext) last.shared = true;
  else before.share = true;
}
