import type { Draft } from "./draft.ts";
import type { Mention } from "./mentions.ts";

/** "withdrawals with the highest amounts" are the largest withdrawals: the amount is how rows are ordered, no thing of its own. */
export function foldHighest(draft: Draft): void {
  const { mentions } = draft;
  const index = mentions.findIndex((mention, at) => at > 0 && isHighestAmount(draft, mention, mentions[at - 1]));
  const [column, rows] = [mentions[index], mentions[index - 1]];
  if (!column?.before.superlative || !rows) return;
  rows.before.superlative = { ...column.before.superlative, of: "amount" };
  rows.values.push(...column.values);
  rows.times.push(...column.times);
  rows.comparisons.push(...column.comparisons);
  mentions.splice(index, 1);
}

function isHighestAmount(draft: Draft, mention: Mention, before: Mention | undefined): boolean {
  if (mention.kind !== "column" || mention.before.superlative === undefined || mention.before.group !== undefined) return false;
  if (before?.kind !== "rows" || before.entity === undefined || !draft.isOwned(before.entity) || before.before.superlative) return false;
  const { entity } = before;
  const money = new Set(draft.lexicon.entity(entity).columns.flatMap(({ name, type }) => (type === "money" ? [name] : [])));
  return mention.columns.some((column) => column.entity === entity && money.has(column.column));
}
