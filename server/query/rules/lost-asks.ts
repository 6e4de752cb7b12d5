import type { Chunk } from "./chunks.ts";
import type { Cond } from "./conditions.ts";
import type { Frame } from "./frame.ts";
import type { Reading } from "./mentions.ts";

/** What a question asks for and its frame does not give: a number where there is a list, a growth, bounds that leave nothing. */
export function lostAsk(reading: Reading, frame: Frame): string | undefined {
  for (const lost of [
    lostFigure,
    lostGrowth,
    emptyRange,
    lostMore,
    lostWhen,
    lostAggregate,
    lostOnly,
    lostChange,
    lostEach,
    everything,
    lostNew,
    lostMoney,
  ]) {
    const found = lost(reading, frame);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** "how many days …" is no list of what was there on them. */
function lostFigure({ chunks, mentions }: Reading, { ask, rows, rank }: Frame): string | undefined {
  const figure = chunks.find((chunk) => chunk.tag === "ask" && (chunk.ask === "howMany" || chunk.ask === "howMuch"));
  const bounds = mentions.some(({ before }) => before.relative && before.ask !== undefined);
  return figure && ask === "rows" && !(rank && figure.tag === "ask" && figure.ask === "howMuch") && rows.relations.length === 0 && !bounds
    ? figure.text
    : undefined;
}

function lostGrowth({ chunks, flags }: Reading, { growth, compare }: Frame): string | undefined {
  return flags.has("growth") && !growth && !compare ? chunks.find(({ tag }) => tag === "growth")?.text : undefined;
}

/** "below $100, between $100 and $1,000 and above": several stretches, read as one that nothing is in. */
function emptyRange(_reading: Reading, { rows }: Frame): string | undefined {
  const isAbove = ({ op }: Cond) => op === "gt" || op === "gte" || op === "eq";
  const isBelow = ({ op }: Cond) => op === "lt" || op === "lte";
  const numbers = rows.where.filter(({ values }) => typeof values[0] === "number");
  const high = numbers.find(
    (above) =>
      isAbove(above) &&
      numbers.some((below) => isBelow(below) && below.column === above.column && Number(below.values[0]) <= Number(above.values[0])),
  );
  return high?.label;
}

/** "more in October than in September" is no act in either. */
function lostMore({ chunks, flags }: Reading, frame: Frame): string | undefined {
  const compared = frame.compare !== undefined || /"minus"|"difference"/.test(JSON.stringify(frame));
  const either = frame.rows.relations.some((relation) => relation.rows.times.length > 1);
  return flags.has("more") && (either || !compared) ? chunks.find(({ tag }) => tag === "more")?.text : undefined;
}

/** When something was is no figure. */
function lostWhen({ chunks }: Reading, { ask, groups }: Frame): string | undefined {
  const when = chunks.find((chunk) => chunk.tag === "ask" && chunk.ask === "when");
  return ask === "measure" && groups.length === 0 ? when?.text : undefined;
}

/** "min, max and average": each of them. */
function lostAggregate({ chunks }: Reading, { measures, outer, rank, rows }: Frame): string | undefined {
  const said = new Set<string>([
    ...measures.flatMap(({ kind, fn }) => [kind, fn ?? ""]),
    outer?.fn ?? "",
    ...rows.relations.map(({ test }) => test.kind),
  ]);
  const asked = chunks.filter((chunk) => chunk.tag === "aggregate" && chunk.fn !== "sum");
  // "average and total deposit"
  const totals = chunks.find(
    ({ text }, index) => /^total\b/i.test(text) && chunks[index - 1]?.tag === "and" && chunks[index - 2]?.tag === "aggregate",
  );
  if (totals && measures.length < 2) return totals.text;
  if (asked.length < 2 || rank !== undefined) return undefined;
  return asked.find((chunk) => chunk.tag === "aggregate" && !said.has(chunk.fn))?.text;
}

/** "have only ever used card" denies all else, which an act alone does not. */
function lostOnly({ chunks }: Reading, { rows }: Frame): string | undefined {
  const done = rows.relations.some(({ negated, test }) => !negated && test.kind === "exists");
  const only = chunks.find(
    ({ tag, text }, index) => tag === "only" && /^(?:only|solely|exclusively)$/i.test(text) && isDone(chunks, index),
  );
  return done ? only?.text : undefined;
}

/** Whether what follows is what somebody does: "only used", "only ever traded". */
function isDone(chunks: readonly Chunk[], at: number): boolean {
  const next = chunks.slice(at + 1).find(({ tag, text }) => tag !== "noise" || /^use/i.test(text));
  return next !== undefined && (/^use/i.test(next.text) || (next.tag === "data" && next.senses.some(({ kind }) => kind === "verb")));
}

/** "dropped from September to October" of customers that are listed. */
function lostChange({ chunks }: Reading, { compare, rows, growth, measures, groups }: Frame): string | undefined {
  const change = chunks.find(({ tag }) => tag === "change");
  const series = groups.some(({ kind }) => kind === "grain") || measures.some(({ kind }) => kind === "difference");
  const compared =
    compare !== undefined || growth === true || series || rows.relations.some(({ test }) => "minus" in test || test.kind === "first");
  return compared ? undefined : change?.text;
}

/** "for EUR, GBP and USD each" */
function lostEach({ chunks }: Reading, { groups, rows, outer, rank }: Frame): string | undefined {
  const last = chunks.findLast(({ tag }) => tag !== "noise" && tag !== "comma");
  return last?.tag === "group" && groups.length + rows.relations.length === 0 && !outer && !rank?.per ? last.text : undefined;
}

/** "which customers are new?" is not all of them. */
function everything({ asks, mentions }: Reading, { ask, rows, rank, columns }: Frame): string | undefined {
  const said = rows.where.length + rows.times.length + rows.ownerTimes.length + rows.relations.length + rows.tests.length + columns.length;
  const picks = asks.includes("which") || asks.includes("who");
  return ask === "rows" && picks && said === 0 && !rank ? mentions[0]?.text : undefined;
}

/** "from new customers": since when? */
function lostNew({ mentions }: Reading, { rows }: Frame): string | undefined {
  const isNew = mentions.find(
    ({ happening, text, entity, times }) => happening && /^new\b/i.test(text) && entity !== rows.entity && times.length === 0,
  );
  return isNew && rows.ownerTimes.length === 0 ? isNew.text : undefined;
}

/** "VIP deposits Q3, $" is an amount, no list. */
function lostMoney({ chunks, flags }: Reading, { ask, rank }: Frame): string | undefined {
  return flags.has("money") && ask === "rows" && !rank ? chunks.find(({ tag }) => tag === "moneyUnit")?.text : undefined;
}
