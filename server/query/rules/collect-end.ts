import { addMention } from "./add-mention.ts";
import { attach } from "./attach-values.ts";
import type { Draft } from "./draft.ts";
import type { Mention, Value } from "./mentions.ts";
import { isThing } from "./values.ts";

/** "on the day they registered": on the same day. */
export function foldBeginningDay(draft: Draft): void {
  const { mentions } = draft;
  const at = mentions.findIndex(
    ({ kind, grain, before }, index) =>
      kind === "grain" &&
      grain === "day" &&
      before.preposition === "on" &&
      before.group === undefined &&
      isBeginning(draft, mentions[index + 1]),
  );
  if (at < 1) return;
  mentions.splice(at, 1);
  draft.flags.add("same");
}

function isBeginning(draft: Draft, mention: Mention | undefined): boolean {
  return mention?.happening === true && mention.times.length === 0 && !draft.isOwned(mention.entity);
}

/** What the question ends with is said of the last thing: "deposited the most", "pct verified" of the only thing there is. */
export function closeRest(draft: Draft): void {
  const rest = draft.before;
  if (rest.values.length > 0) addImplied(draft, rest.values);
  const { mentions } = draft;
  const last = mentions.findLast((mention) => isThing(mention) || mention.kind === "measure");
  if (!last) return;
  const owned = mentions.find(({ entity }) => draft.isOwned(entity)) ?? last;
  // "… per country, top 5": of what is grouped by.
  const ofGroups =
    rest.superlative !== undefined && rest.number !== undefined && mentions.some(({ kind, before }) => kind === "column" && before.group);
  if (rest.superlative && !ofGroups) last.before.superlative ??= rest.superlative;
  if (ofGroups) return;
  if (rest.number !== undefined) (mentions.find(({ before }) => before.superlative) ?? { before: rest }).before.number ??= rest.number;
  if (rest.number !== undefined) rankFirst(draft, rest.number);
  if (rest.share && !mentions.some(({ before }) => before.share)) last.shared = true;
  if (rest.count) owned.counted = true;
  if (rest.aggregate === "sum" && draft.asks.length === 0 && !mentions.some(isBounded)) owned.before.aggregate ??= "sum";
  const whose = rest.group === "each" ? mentions.find((mention) => mention.kind === "rows" && !draft.isOwned(mention.entity)) : undefined;
  // "VIP customers – last transaction of each": of each of them.
  if (whose)
    mentions.push({
      ...whose,
      at: draft.at,
      end: draft.at,
      where: [],
      values: [],
      times: [],
      comparisons: [],
      before: { values: [], group: "each" },
    });
  // "withdraw more than $330 on average".
  if (rest.aggregate && rest.aggregate !== "sum" && last.comparisons.some(({ unit }) => unit === "money"))
    last.before.aggregate ??= rest.aggregate;
  if (mentions.length > 1) return;
  if (rest.ask === "howMany") last.before.ask ??= rest.ask;
  if (rest.aggregate && rest.aggregate !== "sum") last.before.aggregate ??= rest.aggregate;
}

/** "rank customers by … and give me the first ten". */
function rankFirst({ mentions, chunks }: Draft, number: number): void {
  const [first] = mentions;
  if (!first || !/^rank$/i.test(chunks.find(({ tag }) => tag === "ask")?.text ?? "")) return;
  first.before.superlative ??= { direction: "desc", of: "either" };
  first.before.number ??= number;
}

function isBounded({ comparisons, before }: Mention): boolean {
  return comparisons.length > 0 || before.comparison !== undefined;
}

/** What all of the values can be of: "failed bank transfers" are transactions. */
function entityOfAll(values: readonly Value[]): string | undefined {
  const has = (entity: string) => values.every(({ options }) => options.some((option) => option.entity === entity));
  return values[0]?.options.find(({ entity }) => has(entity))?.entity;
}

/** "pct verified", "peps": values without a thing are of rows that have them. */
export function addImplied(draft: Draft, values: readonly Value[]): void {
  const entity = entityOfAll(values) ?? values[0]?.options[0]?.entity;
  if (entity === undefined) return;
  // "who in Brazil never used crypto": of the one it is said, and of what it does.
  const isOwn = ({ options }: Value) => options.some((option) => option.entity === entity);
  const acts = draft.isOwned(entity) ? [] : values.filter((value) => !isOwn(value));
  const denied = acts.length > 0 && draft.takeNegation();
  if (acts.length > 0) draft.before.values = values.filter(isOwn);
  addMention(draft, { kind: "rows", entity, label: draft.lexicon.entity(entity).label.many, plural: true, implied: true });
  attach(draft, denied ? acts.map((value) => ({ ...value, negated: !value.negated })) : acts);
}
