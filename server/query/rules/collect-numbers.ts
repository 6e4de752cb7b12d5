import { closeValues } from "./attach-values.ts";
import type { Cond } from "./conditions.ts";
import type { Draft } from "./draft.ts";
import type { Mention } from "./mentions.ts";

/** "customer 42", "user id 42" name one by its number; any other number waits for what follows. */
export function takeNumber(draft: Draft, value: number, ordinal: boolean): void {
  const { last, before } = draft;
  if (last?.kind === "rows" && !ordinal && isNumbered(draft, last, value)) {
    last.where.push(keyCond(draft, last.entity, value));
    last.counted = false;
    draft.before = { values: draft.before.values };
  } else if (last?.end === draft.at && last.kind === "rows" && !ordinal && isId(draft, last, value))
    last.where.push(keyCond(draft, last.entity, value));
  else if (last?.end === draft.at && last.kind === "column" && keyOf(draft, last) !== undefined)
    takeKeyValue(draft, keyOf(draft, last), value);
  else if (ordinal && value === 1) before.first = true;
  else {
    // "the first ten" are the top ones.
    if (before.first && value > 1) delete before.first;
    before.number = value;
  }
}

/** "the customer with number 250". */
function isNumbered(draft: Draft, last: Mention, value: number): boolean {
  const word = draft.chunks[draft.at - 1];
  return /^(?:number|nr|no|#|num)$/i.test(word?.text ?? "") && draft.at - last.end <= 2 && !last.plural && isId(draft, last, value);
}

/** "customer 42" is the one of that number; "customers 5" is not a way to say so. */
function isId({ chunks, at, before }: Draft, { plural, before: said }: Mention, value: number): boolean {
  const digits = /^\d+$/.test(chunks[at]?.text ?? "") && Number.isInteger(value);
  return digits && !before.superlative && !plural && said.superlative === undefined && said.number === undefined;
}

/** The entity that a column mention is the key of. */
function keyOf({ lexicon }: Draft, { columns }: Mention): string | undefined {
  return columns.find(({ entity, column }) => lexicon.entity(entity).key === column)?.entity;
}

function keyCond({ lexicon }: Draft, entity = "", value: number): Cond {
  return { entity, column: lexicon.entity(entity).key, op: "eq", values: [value], label: `number ${value}` };
}

function takeKeyValue(draft: Draft, entity = "", value: number): void {
  draft.before.values.push({ options: [{ entity, conds: [keyCond(draft, entity, value)] }], negated: false, text: String(value) });
  draft.mentions.pop();
  closeValues(draft, true);
}

/** "within 24 hours of", "in the first week after": a limit from an anchor that follows. "A day" alone is each day. */
export function takeSpan(draft: Draft, n: number, unit: string): void {
  const next = draft.chunks[draft.at + 1];
  const anchored = next?.tag === "preposition" && ["of", "after", "from"].includes(next.word);
  const { preposition } = draft.before;
  const within = preposition === "within" || preposition === "in" || draft.chunks[draft.at - 1]?.text === "within";
  const limit = limitOf(n, unit);
  if (n === 1 && unit === "day" && !anchored) draft.flags.add("perDay");
  else if (within && anchored && limit) {
    draft.before.within = limit;
    draft.at++;
  }
}

function limitOf(n: number, unit: string): { n: number; unit: "minutes" | "hours" | "days" } | undefined {
  if (unit === "week") return { n: n * 7, unit: "days" };
  return unit === "minute" || unit === "hour" || unit === "day" ? { n, unit: `${unit}s` } : undefined;
}
