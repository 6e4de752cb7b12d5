import type { Draft } from "./draft.ts";
import type { Mention } from "./mentions.ts";

const ABROAD =
  /\b(?:other than|different (?:from|to|than)|outside(?: of)?|not (?:in|from|the same as)|differ\w* from|away from)\b.{0,40}\b(?:country of residence|home country|own country|residence|country (?:they|he|she) lives? in|their country|(?:customer|client|user|account|holder) own|own(?: one)?$|their own)\b/i;

/** "from a country other than their country of residence": the columns only say so, and nothing is denied. */
export function dropAbroad(draft: Draft): void {
  const { mentions, chunks, flags } = draft;
  if (!ABROAD.test(chunks.map(({ text }) => text).join(" "))) return;
  flags.add("abroad");
  mentions.splice(0, mentions.length, ...mentions.filter((mention) => !isCountry(draft, mention)));
  const start = mentions[0]?.at ?? 0;
  const owner = mentions.findLastIndex(({ kind, entity, at }) => kind === "rows" && !draft.isOwned(entity) && at > start);
  const said = mentions[owner];
  if (said && owner > 0) mentions[owner] = { ...said, before: { ...said.before, negated: false } };
}

function isCountry({ lexicon }: Draft, { kind, columns }: Mention): boolean {
  return kind === "column" && columns.some(({ entity, column }) => lexicon.column(entity, column)?.format?.startsWith("country"));
}
