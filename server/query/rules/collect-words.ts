import { addMention } from "./add-mention.ts";
import { closeClause, closeLed, closeValues } from "./attach-values.ts";
import type { Chunk } from "./chunks.ts";
import { takeAsk, takeShare } from "./collect-asks.ts";
import { takeComparison } from "./collect-comparisons.ts";
import { takeLiteral, takeUnknown } from "./collect-names.ts";
import { takeNumber, takeSpan } from "./collect-numbers.ts";
import { takePreposition, takeTime } from "./collect-times.ts";
import type { Cond } from "./conditions.ts";
import type { Draft } from "./draft.ts";
import type { Flag } from "./mentions.ts";

type Tagged<T extends Chunk["tag"]> = Extract<Chunk, { tag: T }>;
type Handlers = { readonly [T in Chunk["tag"]]?: (draft: Draft, chunk: Tagged<T>) => void };

const flag =
  (name: Flag) =>
  (draft: Draft): void => {
    draft.flags.add(name);
  };

/** What each kind of chunk does to the draft; those left out do nothing by themselves. */
const HANDLERS: Handlers = {
  // "customers in Germany are VIP": what led to before the verb is said before it.
  noise: (draft, { text }) => {
    if (/^(?:is|are|was|were|made|made a|make|makes|did|do|does|placed|place|use|used)$/i.test(text) && draft.last !== undefined)
      closeLed(draft);
  },
  ask: (draft, { ask }) => takeAsk(draft, ask),
  aggregate: takeAggregate,
  count: takeCount,
  distinct: ({ before }) => {
    before.distinct = true;
  },
  share: takeShare,
  moneyUnit: takeMoneyUnit,
  rather: (draft) => {
    draft.skipsValue = true;
  },
  vagueTalk: ({ talk }, { text, mild = false }) => {
    talk.push({ text, mild });
  },
  apart: flag("apart"),
  oneGo: flag("oneGo"),
  part: ({ parts }, { part, values, text }) => {
    parts.push({ kind: "part", part, values, label: text });
  },
  superlative: ({ before }, { direction, of }) => {
    before.superlative = { direction, of };
  },
  number: (draft, { value, ordinal }) => takeNumber(draft, value, ordinal),
  compare: (draft, { comparison }) => takeComparison(draft, comparison),
  compareOp: (draft, { text }) => {
    draft.before.minus = true;
    // "by how much did October's fees exceed September's".
    if (/^exceed/i.test(text)) draft.change ??= "any";
  },
  span: (draft, { n, unit }) => takeSpan(draft, n, unit),
  group: takeGroup,
  grain: takeGrain,
  elapsed: (draft, { unit, text }) => addMention(draft, { kind: "elapsed", elapsed: unit, label: text }),
  negation: takeDenial,
  and: takeAnd,
  or: (draft) => {
    closeLed(draft);
    draft.before.link = "or";
  },
  but: (draft) => {
    closeLed(draft);
    draft.before.link = "but";
  },
  comma: takePause,
  dash: takeDash,
  both: ({ before, flags }) => {
    before.both = true;
    flags.add("both");
  },
  relative: (draft) => {
    closeValues(draft);
    draft.before.relative = true;
  },
  preposition: (draft, { word }) => takePreposition(draft, word),
  first: takeFirst,
  last: ({ before }) => {
    before.last = true;
  },
  time: (draft, { spec }) => takeTime(draft, spec),
  change: (draft, { direction }) => {
    if (draft.change === undefined || draft.change === "any") draft.change = direction;
  },
  more: takeMore,
  less: takeLess,
  versus: ({ before, flags }) => {
    flags.add("versus");
    before.versus = true;
  },
  running: takeRunning,
  growth: flag("growth"),
  trend: flag("trend"),
  between: flag("between"),
  only: flag("only"),
  same: ({ before, flags }) => {
    flags.add("same");
    before.same = true;
  },
  all: ({ before }) => {
    before.all = true;
  },
  pronoun: ({ flags }, { word }) => {
    flags.add(word === "they" ? "they" : "those");
  },
  order: (draft, { direction }) => {
    draft.order = direction;
  },
  literal: takeLiteral,
  future: (draft) => {
    draft.future = true;
  },
  unknown: takeUnknown,
};

function takePause(draft: Draft): void {
  closeClause(draft);
  closeValues(draft);
  draft.before.link ??= "comma";
}

/** Reads a chunk that is no phrase of the data. */
export function takeWord<T extends Chunk["tag"]>(draft: Draft, chunk: Tagged<T> & { readonly tag: T }): void {
  HANDLERS[chunk.tag]?.(draft, chunk);
}

/** "running total of deposits" is of their amounts, as "total deposits" are; of what has none it counts. */
function takeRunning(draft: Draft, { text }: Pick<Chunk, "text">): void {
  draft.flags.add("running");
  const kinds = draft.nextThing()?.senses.some((sense) => sense.kind === "entity" && typeof sense.where[0]?.values[0] === "string");
  if (/total|sum/i.test(text) && kinds && !draft.before.count && draft.before.ask !== "howMany") draft.flags.add("money");
}

/** "deposited for the first time" is said of what was done, "the first deposit" of what follows. */
function takeFirst({ before, last }: Draft, { text }: Pick<Chunk, "text">): void {
  if (/time$/i.test(text) && last?.kind === "verb") last.before.first = true;
  else before.first = true;
}

/** "in dollars" is what a figure is in; "not in dollars" is said of rows. */
function takeMoneyUnit(draft: Draft): void {
  const { lexicon, last } = draft;
  const { entity = "" } = last ?? {};
  const columns = entity === "" ? [] : lexicon.entity(entity).columns;
  const money = columns.find(({ currency }) => currency !== undefined)?.currency;
  const column = columns.find(({ format }) => format === "currency")?.name;
  if (!draft.before.negated || money === undefined || column === undefined) {
    draft.flags.add("money");
    return;
  }
  const cond: Cond = { entity, column, op: "eq", values: [money], label: money };
  draft.before.values.push({ options: [{ entity, conds: [cond] }], negated: false, text: money, at: draft.at, led: true });
}

/** "in their first 7 days" is within so long of the beginning. */
function takeGrain(draft: Draft, { grain, adverb = false, text }: Tagged<"grain">): void {
  const { before, last } = draft;
  const length = grain === "day" || grain === "week" ? (grain === "day" ? 1 : 7) : undefined;
  if (before.first && before.number !== undefined && length !== undefined && last && draft.isOwned(last.entity)) {
    last.before.within = { n: before.number * length, unit: "days" };
    draft.before = { values: before.values };
  } else addMention(draft, { kind: "grain", grain, adverb, label: text });
}

function takeAggregate(draft: Draft, { fn }: Tagged<"aggregate">): void {
  if (fn === "sum") draft.flags.add("total");
  const { before } = draft;
  if (before.aggregate && before.aggregate !== fn && before.link) before.aggregates = [...(before.aggregates ?? []), before.aggregate];
  before.aggregate = fn;
}

/** "deposit count" counts what stands before, "count of deposits" what follows. */
function takeCount(draft: Draft): void {
  const { last, before } = draft;
  if (last && draft.isAdjacent() && last.kind !== "measure" && before.values.length === 0) last.counted = true;
  else before.count = true;
}

function takeGroup(draft: Draft, { each, text }: Tagged<"group">): void {
  closeValues(draft);
  // "list every deposit": all of them.
  const asked = draft.chunks[draft.at - 1];
  if (each && asked?.tag === "ask" && asked.ask === "show" && /^(?:each|every)$/i.test(text)) return;
  if (/every/i.test(text) && isOfAll(draft)) {
    draft.before.all = true;
    return;
  }
  draft.before.group = each ? "each" : "by";
  if (!each) draft.before.preposition = "by";
  if (each) draft.flags.add("each");
}

/** "who traded in every month": in all of them, rather than month by month. */
function isOfAll({ chunks, at, asks, last }: Draft): boolean {
  const owners = asks.some((ask) => ask === "which" || ask === "who" || ask === "howMany");
  return owners && chunks[at + 1]?.tag === "grain" && last !== undefined && last.kind !== "measure" && last.before.ask === undefined;
}

function takeDenial(draft: Draft, { text }: Tagged<"negation">): void {
  closeLed(draft);
  const { before } = draft;
  if (/^nor$/i.test(text)) {
    before.link = "or";
    return;
  }
  before.negated = !before.negated;
  if (/^(?:non|un)$/i.test(text)) before.adjectival = true;
}

/** "the number and the value of …": both figures. */
function takeAnd(draft: Draft): void {
  closeLed(draft);
  const { before, flags } = draft;
  if (before.count && before.values.length === 0) {
    delete before.count;
    flags.add("counted");
  }
  before.link = "and";
}

/** "deposits less withdrawals"; "less in October than in September" is a comparison. */
function takeLess(draft: Draft, { text, at }: Pick<Chunk, "text" | "at">): void {
  if (/^less$/i.test(text) && draft.chunks.slice(draft.at + 1).some((chunk) => /^than$/i.test(chunk.text)))
    takeMore(draft, { tag: "more", direction: "down", text, at });
  else {
    draft.flags.add("less");
    draft.before.minus = true;
  }
}

/** "deposits - withdrawals"; anywhere else a dash is a pause. */
function takeDash(draft: Draft): void {
  const [last, next] = [draft.last, draft.nextThing()];
  const apart = next?.senses.some((sense) => sense.kind === "entity" && sense.entity === last?.entity && sense.where.length > 0);
  if (apart && last && draft.isAdjacent() && last.where.length > 0 && draft.isOwned(last.entity)) {
    draft.flags.add("less");
    draft.before.minus = true;
  } else takePause(draft);
}

/** "more withdrawals than deposits": only with what it is more than. */
function takeMore(draft: Draft, { direction, text, at }: Tagged<"more">): void {
  const compares = draft.chunks.slice(draft.at + 1).some((chunk) => /^than$/i.test(chunk.text));
  if (!compares && /^less$/i.test(text)) takeLess(draft, { text, at });
  if (!compares) return;
  draft.flags.add("more");
  draft.change = direction;
}
