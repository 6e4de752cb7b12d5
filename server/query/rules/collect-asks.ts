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
  draft.asks.push(ask);
  if (ask !== "show" || draft.before.ask === undefined) draft.before.ask = ask;
}

/** "What did they pay in fees?" asks for an amount. */
function asksAmount({ chunks, at }: Draft, said: Ask): boolean {
  const next = chunks[at + 1];
  const isWhat = said === "which" && /^what$/i.test(chunks[at]?.text ?? "");
  return isWhat && next?.tag === "noise" && /^(?:did|do|have|has)\b/i.test(next.text);
}

/** "customers which …", unless only a group was named first ("for each country, which …"). */
function isRelative({ mentions, before: { link } }: Draft, ask: Ask): boolean {
  const named = mentions.some(({ before }) => before.group === undefined);
  return (ask === "which" || ask === "who" || ask === "show") && named && link !== "comma" && link !== "and";
}

/** "vip share of the volume" is a share of what follows; "deposit share" of what stands before. */
export function takeShare(draft: Draft): void {
  const { last, before, chunks, at } = draft;
  const next = chunks[at + 1];
  const ofNext = / of$/i.test(chunks[at]?.text ?? "") || (next?.tag === "preposition" && (next.word === "of" || next.word === "in"));
  if (last?.kind === "rows" && draft.isAdjacent() && before.values.length === 0 && !ofNext) last.shared = true;
  else before.share = true;
}
