import type { Chunk } from "./chunks.ts";
import type { Frame, RowSet } from "./frame.ts";
import type { Reading } from "./mentions.ts";

/**
 * What the shape of a question asks for and its frame does not have: a second figure, a comparison of two sets, one thing and another of
 * the same customer, a count that is grouped by, a row for each period. Undefined when nothing is lost.
 */
export function lostShape(reading: Reading, frame: Frame): string | undefined {
  const { chunks } = reading;
  const said = JSON.stringify(frame);
  return (
    secondFigure(reading, frame) ??
    comparedSets(chunks, frame, said) ??
    bothOfOne(chunks, frame) ??
    groupedCount(chunks, said) ??
    eachPeriod(chunks, said) ??
    nearness(chunks, said) ??
    bands(chunks, said) ??
    period(chunks, frame, said) ??
    looseTimes(chunks, frame)
  );
}

/** "how many were there and how much was it". */
function secondFigure({ chunks, asks }: Reading, { measures, rows }: Frame): string | undefined {
  const figures = asks.filter((ask) => ask === "howMany" || ask === "howMuch").length;
  const said = chunks.filter((chunk) => chunk.tag === "ask" && (chunk.ask === "howMany" || chunk.ask === "howMuch"));
  const asked = Math.max(figures, said.length);
  return measures.length > 0 && asked > measures.length + (rows.relations?.length ?? 0) ? (said[1] ?? said[0])?.text : undefined;
}

/** "exceeded", "less": of two sets, unless a bound follows. */
function comparedSets(chunks: readonly Chunk[], { compare, rows }: Frame, said: string): string | undefined {
  const periods = compare !== undefined && (rows.relations?.length ?? 0) === 0;
  if (periods || /"minus"|"difference"|"ratio"|"average"/.test(said)) return undefined;
  const lost = chunks.find((chunk, index) => {
    if (chunk.tag === "more") return /^less$/i.test(chunk.text);
    const often = /^(?:once|twice)$/i.test(chunks[index + 1]?.text ?? "");
    return chunk.tag === "compareOp" && (chunk.op === "gt" || chunk.op === "lt") && !often;
  });
  return lost?.text;
}

function hasIn({ where }: RowSet): boolean {
  return where?.some(({ op, values }) => op === "in" && values.length > 1) ?? false;
}

/** "on iOS as well as on Android": one customer has both, where the frame lets either do. */
function bothOfOne(chunks: readonly Chunk[], { rows, measures }: Frame): string | undefined {
  const both = chunks.find(({ tag, text }) => tag === "both" || /^as well as$/i.test(text));
  const either = rows.relations?.some((relation) => hasIn(relation.rows)) || (measures[0]?.kind === "distinct" && hasIn(rows));
  return both && either ? both.text : undefined;
}

/** "customers by number of logins". */
function groupedCount(chunks: readonly Chunk[], said: string): string | undefined {
  const group = chunks.find((chunk, index) => {
    const next = chunks[index + 1];
    // "… and by how many clients" asks for a second figure.
    return (
      chunk.tag === "group" && /^by$/i.test(chunk.text) && chunks[index - 1]?.tag !== "and" && next?.tag === "ask" && next.ask === "howMany"
    );
  });
  return group && !/"bins"|"outer"|"rank"/.test(said) ? chunks[chunks.indexOf(group) + 1]?.text : undefined;
}

/** "for each of the last 7 days". */
function eachPeriod(chunks: readonly Chunk[], said: string): string | undefined {
  const each = chunks.findIndex(
    (chunk, index) => chunk.tag === "group" && /each|every/i.test(chunk.text) && chunks[index + 1]?.tag === "time",
  );
  return each >= 0 && !/"grain"|perDay|"part"/.test(said) ? chunks[each + 1]?.text : undefined;
}

/** "within 1 h" is how close two things are, not the last hour. */
function nearness(chunks: readonly Chunk[], said: string): string | undefined {
  const close = chunks.find(({ tag, text }) => tag === "time" && /^within (?:an? |one |\d)/i.test(text));
  return close && !/"within"|"after"/.test(said) ? close.text : undefined;
}

/** "per bucket": stretches need their bounds. */
function bands(chunks: readonly Chunk[], said: string): string | undefined {
  const band = chunks.find(({ tag, text }) => tag === "noise" && /^(?:buckets?|bands?|brackets?|bins?|groups?|grouping)$/i.test(text));
  return band && !/"bins"|"kind":"column"/.test(said) ? band.text : undefined;
}

/** "during the month": some month that was named. */
function period(chunks: readonly Chunk[], { rows }: Frame, said: string): string | undefined {
  const pointed = chunks.find(({ tag, text }) => tag === "pronoun" && /\b(?:month|week|quarter|period|year|day|time)$/i.test(text));
  // Of the owner's beginning it is no time of the rows.
  const named = said.includes('"at":') && !((rows.ownerTimes?.length ?? 0) > 0 && rows.times.length === 0);
  return pointed && !named && !/sameDay|perDay|ownerDay/.test(said) ? pointed.text : undefined;
}

/** "this month, last month": two periods are one only where they are joined; else they were to be compared. */
function looseTimes(chunks: readonly Chunk[], { rows, compare }: Frame): string | undefined {
  if (compare !== undefined || (rows.times?.length ?? 0) < 2) return undefined;
  const times = chunks.flatMap(({ tag }, index) => (tag === "time" ? [index] : []));
  const isJoined = (from: number, to: number) =>
    chunks.slice(from + 1, to).some(({ tag }) => ["and", "or", "both", "either"].includes(tag));
  const loose = times.find((at, index) => index > 0 && !isJoined(times[index - 1] ?? at, at));
  return loose === undefined ? undefined : chunks[loose]?.text;
}
