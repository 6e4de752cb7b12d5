import type { Group } from "./frame.ts";
import type { Mention, Reading } from "./mentions.ts";
import type { Roles } from "./roles.ts";

/** A thing and, where it was named, the number of it that is meant: "deposit volume", "trade size". */
export interface Act {
  readonly mention: Mention;
  amount?: { readonly entity: string; readonly column: string };
  /** The amount is a total: "volume" is, "size" is not. */
  summed?: boolean;
}

/** The mentions of a question by the part they play. */
export interface Arrangement {
  readonly reading: Reading;
  /** Rows, verbs and actors, in order; groups left out. */
  readonly acts: readonly Act[];
  readonly measures: readonly Mention[];
  readonly columns: readonly Mention[];
  readonly grains: readonly Mention[];
  readonly elapsed: readonly Mention[];
  readonly groups: readonly GroupMention[];
  /** All that are not groups, in order. */
  readonly rest: readonly Mention[];
}

export interface GroupMention {
  readonly mention: Mention;
  readonly each: boolean;
}

export function arrange(reading: Reading, roles: Roles): Arrangement {
  const groups: GroupMention[] = [];
  const rest: Mention[] = [];
  for (const [index, mention] of reading.mentions.entries()) {
    const previous = reading.mentions[index - 1];
    if (isGroup(mention, previous, groups, reading, roles))
      groups.push({ mention, each: mention.before.group === "each" || mention.adverb });
    else rest.push(mention);
  }
  const { acts, used } = compounds(rest, roles);
  addMoney(acts, reading, roles);
  const left = rest.filter((mention) => !used.has(mention));
  return {
    reading,
    acts,
    measures: left.filter(({ kind }) => kind === "measure"),
    columns: left.filter(({ kind }) => kind === "column"),
    grains: left.filter(({ kind }) => kind === "grain"),
    elapsed: left.filter(({ kind }) => kind === "elapsed"),
    groups,
    rest,
  };
}

/** "top-ups total usd", "sterling withdrawals in pounds": of what was named, the amount. */
function addMoney(acts: readonly Act[], { flags, asks }: Reading, roles: Roles): void {
  const howMuch = asks.includes("howMuch") && !acts.some(({ amount }) => amount);
  if (!flags.has("money") && !flags.has("ownMoney") && !howMuch) return;
  const act = acts.find(({ mention }) => roles.amount(mention.entity ?? "") !== undefined);
  if (!act) return;
  const entity = act.mention.entity ?? "";
  const column = (flags.has("ownMoney") ? roles.ownAmount(entity) : undefined) ?? roles.amount(entity);
  const counts = (asks.includes("howMany") && !asks.includes("howMuch")) || act.mention.counted || act.mention.before.count;
  // Of a share that is counted, the currency only says which rows.
  const counted = act.mention.before.share === true && !flags.has("money") && !act.amount;
  if (!column || counts || counted || (act.amount && !flags.has("ownMoney"))) return;
  act.amount = { entity, column: column.name };
  act.summed = act.summed ?? true;
}

function isGroup(
  mention: Mention,
  previous: Mention | undefined,
  groups: readonly GroupMention[],
  reading: Reading,
  roles: Roles,
): boolean {
  const { before, kind } = mention;
  // "the top 10 by value": what they are ranked by.
  const isAmount = mention.columns.some(({ entity, column }) => roles.isMoney(entity, column));
  const asked = before.ask === "howMany" || before.ask === "howMuch";
  if ((asked && before.group === undefined) || before.comparison || before.superlative) return false;
  if (kind === "grain") {
    if (reading.flags.has("same")) return false;
    // "on an average day".
    const average =
      (before.aggregate === "avg" || before.aggregate === "median") &&
      !mention.plural &&
      (before.preposition === "on" || before.preposition === "in");
    return mention.adverb || average || before.group !== undefined || follows(mention, previous, groups);
  }
  if (kind === "column" && before.group !== "each" && isAmount) return false;
  if (kind === "column") return before.group !== undefined || (follows(mention, previous, groups) && before.ask === undefined);
  if (kind === "actor") return before.group === "each";
  if (kind !== "rows" || before.group === undefined) return false;
  if (mention.amount) return false;
  const plain = mention.where.length === 0 && before.values.length === 0 && !mention.happening;
  return before.group === "each" || (plain && !mention.plural && mention.values.length === 0 && mention.times.length === 0);
}

/** "by country and device": the second is a group as well. */
function follows(mention: Mention, previous: Mention | undefined, groups: readonly GroupMention[]): boolean {
  const { link } = mention.before;
  return (
    groups.length > 0 && groups.at(-1)?.mention === previous && (link === "and" || link === "comma") && mention.before.ask === undefined
  );
}

/** "deposit volume", "average trade size", "value of flagged transactions": a thing and its number are one. */
function compounds(rest: readonly Mention[], roles: Roles): { acts: Act[]; used: Set<Mention> } {
  const acts: Act[] = [];
  const used = new Set<Mention>();
  for (const [index, mention] of rest.entries()) {
    if (mention.kind !== "rows" && mention.kind !== "verb" && mention.kind !== "actor") continue;
    const act: Act = mention.amount ? { mention, amount: mention.amount, summed: true } : { mention };
    acts.push(act);
    for (const number of [rest[index + 1], rest[index - 1]]) {
      if (!number || used.has(number) || act.amount || number.before.group === "each") continue;
      const after = number === rest[index + 1];
      const found = numberOf(number, mention, roles);
      if (!found || (after && !joined(mention, number)) || (!after && !ofIt(mention, number))) continue;
      act.amount = found.amount;
      act.summed = found.summed;
      inherit(mention, number, after);
      used.add(number);
    }
  }
  for (const number of rest) {
    const sum =
      number.measure?.kind === "aggregate" && number.measure.aggregate === "sum" && number.measure.column !== undefined
        ? number.measure
        : undefined;
    if (
      sum?.column !== undefined &&
      number.before.share &&
      !used.has(number) &&
      !acts.some(({ mention }) => mention.entity === sum.entity)
    ) {
      acts.push({
        mention: { ...number, kind: "rows", entity: sum.entity },
        amount: { entity: sum.entity, column: sum.column },
        summed: true,
      });
      used.add(number);
    }
    const asks =
      number.before.ask === "howMuch" ||
      number.before.ask === "which" ||
      number.before.group === "by" ||
      number.before.aggregate !== undefined;
    const act = acts.find(
      ({ mention, amount }) =>
        amount === undefined && roles.owner(mention.entity ?? "") !== undefined && numberOf(number, mention, roles) !== undefined,
    );
    const found = act && !used.has(number) && asks ? numberOf(number, act.mention, roles) : undefined;
    if (!act || !found?.summed) continue;
    act.amount = found.amount;
    act.summed = true;
    inherit(act.mention, number, false);
    used.add(number);
  }
  return { acts, used };
}

function numberOf(
  number: Mention,
  thing: Mention,
  roles: Roles,
): { amount: { entity: string; column: string }; summed: boolean } | undefined {
  if (
    number.kind === "measure" &&
    number.measure?.kind === "aggregate" &&
    number.measure.aggregate === "sum" &&
    number.measure.where.length === 0 &&
    number.measure.entity === thing.entity
  ) {
    return number.measure.column === undefined
      ? undefined
      : { amount: { entity: number.measure.entity, column: number.measure.column }, summed: true };
  }
  if (number.kind !== "column") return undefined;
  const usual = roles.amount(thing.entity ?? "")?.name;
  const fitting = number.columns.filter(({ entity, column: name }) => entity === thing.entity && roles.isNumber(entity, name));
  const column = fitting.find(({ column: name }) => name === usual) ?? fitting[0];
  return column && { amount: { entity: column.entity, column: column.column }, summed: roles.isMoney(column.entity, column.column) };
}

function joined(thing: Mention, number: Mention): boolean {
  if (number.before.group === "by" && number.kind === "column") return true;
  return (
    number.at - thing.end <= 1 &&
    number.before.link === undefined &&
    number.before.preposition === undefined &&
    number.before.group === undefined
  );
}

function ofIt(thing: Mention, number: Mention): boolean {
  const { preposition } = thing.before;
  return (
    preposition === "of" ||
    preposition === "in" ||
    preposition === "for" ||
    (preposition === undefined && thing.at - number.end <= 1 && thing.before.link === undefined) ||
    thing.kind === "verb"
  );
}

/** What was said of the number is said of the thing. */
function inherit(thing: Mention, number: Mention, after: boolean): void {
  const { before } = number;
  thing.comparisons.push(...number.comparisons.map((comparison) => ({ ...comparison })));
  thing.values.push(...number.values, ...before.values);
  thing.times.push(...number.times);
  if (before.superlative) thing.before.superlative ??= before.superlative;
  if (before.aggregate && !thing.before.aggregate) thing.before.aggregate = before.aggregate;
  if (before.ask && !thing.before.ask) thing.before.ask = before.ask;
  if (before.comparison && !thing.before.comparison) thing.before.comparison = before.comparison;
  if (before.number !== undefined && thing.before.number === undefined) thing.before.number = before.number;
  if (before.share) thing.before.share = true;
  if (before.group && !after) thing.before.group ??= before.group;
}

/** The group that a mention makes rows of `entity` fall into; undefined when they have no such thing. */
export function groupOf(mention: Mention, entity: string, roles: Roles): Group | undefined {
  if (mention.kind === "grain" && mention.grain !== undefined) return { kind: "grain", grain: mention.grain };
  if (mention.kind === "actor") return { kind: "entity", entity: roles.owner(mention.entity ?? "") ?? "" };
  if (mention.kind === "rows")
    return mention.entity === entity || roles.owner(entity) === mention.entity
      ? { kind: "entity", entity: mention.entity ?? "" }
      : undefined;
  const column = roles.columnFor(mention, entity);
  if (!column) return undefined;
  if (roles.isKey(column.entity, column.column)) return { kind: "entity", entity: column.entity };
  const foreign = roles.lexicon.catalog.relations.find(({ from }) => from.entity === column.entity && from.column === column.column);
  return foreign ? { kind: "entity", entity: foreign.to.entity } : { kind: "column", ...column };
}
