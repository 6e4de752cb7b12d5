import type { Cond } from "./conditions.ts";
import type { Draft } from "./draft.ts";
import type { Value } from "./mentions.ts";

/** Keeps a value for what it will be said of. */
export function takeValue(draft: Draft, value: Value): void {
  if (draft.skipsValue) {
    draft.skipsValue = false;
    return;
  }
  const currency = value.options
    .flatMap(({ conds }) => conds)
    .find(({ entity, column }) => draft.lexicon.column(entity, column)?.format === "currency");
  if (currency && takeUnit(draft, currency)) return;
  // "iOS or Android": what is linked are the values.
  const [waiting] = draft.before.values;
  const linked = draft.before.link !== undefined;
  const apart = waiting?.options.some(
    ({ entity, conds }) =>
      draft.isOwned(entity) && value.options.some((option) => option.entity === entity && option.conds[0]?.column === conds[0]?.column),
  );
  // "from iOS and Android": one of each.
  if (draft.before.link === "and" && apart) draft.flags.add("eachValue");
  if (isOneMore(draft, value)) draft.flags.add("eachValue");
  if (waiting) delete draft.before.link;
  // "deposits in euros failed": the preposition led to the first of them.
  const alone = waiting === undefined || linked;
  const led = alone && (draft.before.preposition !== undefined || draft.before.relative === true);
  draft.before.values.push({ ...restricted(draft, value), at: draft.at, led });
}

/** "on iOS as well as on Android": one of each. */
function isOneMore({ before, last, chunks, at }: Draft, { options }: Value): boolean {
  const also = chunks.slice(Math.max(0, at - 4), at).some(({ tag, text }) => tag === "and" && /^(?:as well as|and also)$/i.test(text));
  const same = (other: Value) => other.options.some(({ conds }) => options.some((each) => each.conds[0]?.column === conds[0]?.column));
  return also && before.link === "and" && (last?.values.some(same) ?? false);
}

/** "risk level high": only of the column that was named before it. */
function restricted(draft: Draft, value: Value): Value {
  const wanted = draft.restricted ?? [];
  draft.restricted = undefined;
  const isWanted = (cond: Cond) => wanted.some(({ entity, column }) => cond.entity === entity && cond.column === column);
  const options = value.options.filter(({ conds }) => conds.some(isWanted));
  return options.length > 0 ? { ...value, options } : value;
}

/** "total in usd": what the figure is in. The currency of the comparable figure is no condition unless it is said of a thing. */
function takeUnit(draft: Draft, { entity, column, values: [code] }: Cond): boolean {
  const { columns } = draft.lexicon.entity(entity);
  const { before, flags } = draft;
  const comparable = columns.some(({ type, currency }) => type === "money" && currency === code);
  const own = columns.some(({ currencyColumn }) => currencyColumn === column);
  if (!comparable && before.preposition === "in" && own) flags.add("ownMoney");
  const loose = !before.negated && draft.nextThing() === undefined && before.preposition !== "with";
  // "EUR, GBP and USD": one of several.
  const several = before.values.some(({ options }) => options.some(({ conds }) => conds.some((cond) => cond.column === column)));
  if ((several && !before.negated) || !comparable || !(loose || isNamed(draft, column))) return false;
  // "in euros, not usd": said once more.
  if (draft.takeNegation()) flags.add("ownMoney");
  flags.add("money");
  return true;
}

/** Whether a value of the column was said before. */
function isNamed({ mentions }: Draft, column: string): boolean {
  return mentions
    .flatMap(({ values, before }) => [...values, ...before.values])
    .some(({ options }) => options.some(({ conds }) => conds.some((cond) => cond.column === column)));
}
