import type { Chunk, Comparison } from "./chunks.ts";
import type { Cond } from "./conditions.ts";
import type { Frame, RowSet } from "./frame.ts";
import { lostAsk } from "./lost-asks.ts";
import { lostShape } from "./lost-shape.ts";
import type { Mention, Reading, Value } from "./mentions.ts";
import type { TimeSpec } from "./time-spec.ts";

/**
 * The first thing that a question says and its frame does not: a number, a value, a time, a negation, an order. Nothing that was said
 * may be ignored; where something is, the question is asked back rather than answered in part. Undefined when all is accounted for.
 */
export function unaccounted(reading: Reading, frame: Frame, goesOn = false): string | undefined {
  const said = JSON.stringify(frame);
  return (
    lostNumber(reading, frame) ??
    lostValue(reading, frame) ??
    lostTime(reading, frame) ??
    lostNegation(reading, said) ??
    lostWord(reading, frame, goesOn) ??
    lostGroup(reading, frame) ??
    (goesOn ? undefined : (lostShape(reading, frame) ?? lostAsk(reading, frame))) ??
    mixed(reading, frame)
  );
}

function lostNumber({ chunks }: Reading, frame: Frame): string | undefined {
  const said = JSON.stringify(frame);
  // Of a date or a name the digits are no number that was said.
  const numbers = new Set<unknown>();
  JSON.stringify(frame, (_key, value: unknown) => {
    if (typeof value === "number") numbers.add(value);
    return value;
  });
  const has = (n: number) => numbers.has(n) || numbers.has(-n);
  const lost = chunks.find((chunk) => {
    if (chunk.tag === "compare")
      return (
        !isTime(chunk.comparison.unit) &&
        !isAny(chunk.comparison) &&
        (!has(chunk.comparison.value) || (chunk.comparison.high !== undefined && !has(chunk.comparison.high)))
      );
    if (chunk.tag === "span") return !has(chunk.n) && !said.includes('"sameDay"') && !said.includes('"perDay":true');
    return chunk.tag === "number" && !(chunk.ordinal && chunk.value === 1) && !has(chunk.value) && !isAll(chunks, chunk);
  });
  return lost?.text;
}

function isTime(unit: string): boolean {
  return unit !== "plain" && unit !== "times" && unit !== "money" && unit !== "percent";
}

/** "at least one" is any at all. */
function isAny({ op, value, unit }: Comparison): boolean {
  return op === "gte" && value === 1 && unit === "plain";
}

/** "all four methods": the number says again what "all" says. */
function isAll(chunks: readonly Chunk[], chunk: Chunk): boolean {
  return chunks[chunks.indexOf(chunk) - 1]?.tag === "all";
}

function lostValue({ mentions }: Reading, frame: Frame): string | undefined {
  const said = JSON.stringify(frame);
  const isAsked = (cond: Cond) => frame.columns.some(({ entity, column }) => entity === cond.entity && column === cond.column);
  const values = mentions.flatMap(({ before, values: after }) => [...before.values, ...after]);
  const isSaid = ({ options }: Value) =>
    options.some(({ conds }) => conds.every((cond) => isAsked(cond) || cond.values.every((value) => said.includes(JSON.stringify(value)))));
  const lost = values.find((value) => !isSaid(value))?.text;
  const act = mentions.find(
    ({ where }) => where.length > 0 && !where.every((cond: Cond) => cond.values.every((value) => said.includes(JSON.stringify(value)))),
  );
  return lost ?? act?.text;
}

/** What a time is to be compared with is not in the frame because it was said. */
function lostTime({ mentions, leading, parts }: Reading, frame: Frame): string | undefined {
  const said = JSON.stringify(frame, (key, value: unknown) => (key === "previous" ? undefined : value));
  const times = [...leading, ...mentions.flatMap((mention) => mention.times)];
  const has = (end: "from" | "to", bound: TimeSpec["from"]) => bound === undefined || said.includes(`"${end}":{"at":"${bound.at}"`);
  const lost = times.find(({ from, to }) => !has("from", from) || !has("to", to));
  return lost?.label ?? (parts.length > 0 && !said.includes('"part"') ? parts[0]?.kind : undefined);
}

const DENIALS = ['"negated":true', '"op":"ne"', '"op":"notIn"', '"op":"null"', "[false]", '"differs":true', '"op":"eq","value":0'];

function lostNegation({ chunks, flags }: Reading, said: string): string | undefined {
  if (flags.has("ownMoney")) return undefined;
  const denial = chunks.find(({ tag }) => tag === "negation");
  return denial && !DENIALS.some((form) => said.includes(form)) ? denial.text : undefined;
}

/** Words that order, relate or compare, and the part of a frame that each of them must have left. */
function lostWord(reading: Reading, frame: Frame, goesOn: boolean): string | undefined {
  const said = JSON.stringify(frame);
  const kinds = frame.measures.map(({ kind }) => kind);
  const find = (tag: Chunk["tag"]) => reading.chunks.find((chunk) => chunk.tag === tag)?.text;
  const ranked =
    frame.rank !== undefined ||
    kinds.includes("max") ||
    kinds.includes("min") ||
    kinds.some((kind) => kind === "share" || kind === "ratio");
  if (reading.mentions.some(({ before }) => before.superlative) && !ranked) return find("superlative");
  const averaged =
    kinds.some((kind) => kind === "avg" || kind === "median" || kind === "elapsed") ||
    frame.outer !== undefined ||
    /"kind":"(?:avg|average)"/.test(said);
  if (reading.chunks.some((chunk) => chunk.tag === "aggregate" && (chunk.fn === "avg" || chunk.fn === "median")) && !averaged)
    return find("aggregate");
  if (reading.flags.has("running") && !frame.running) return find("running");
  // "same for withdrawals": as before.
  if (!goesOn && reading.flags.has("same") && !/sameDay|perDay|ownerDay|differs|"within"/.test(said)) return find("same");
  if (reading.flags.has("perDay") && !/perDay|sameDay|"grain":"day"/.test(said)) return "day";
  if (reading.flags.has("between") && !/"elapsed"|_time"/.test(said)) return find("between");
  const shared =
    kinds.some((kind) => kind === "share" || kind === "relationShare" || kind === "ratio") ||
    frame.compare !== undefined ||
    frame.growth === true;
  if (reading.mentions.some(({ before, shared: behind }) => before.share || behind) && !shared) return find("share");
  const first = frame.rank !== undefined || /"first"|"firstEver"|"elapsed"/.test(said);
  return reading.mentions.some(({ before }) => before.first) && !first ? find("first") : undefined;
}

/** "in each of three months", "on the day on which …": periods and groups that were named must be in the frame. */
function lostGroup({ mentions }: Reading, frame: Frame): string | undefined {
  const said = JSON.stringify(frame);
  const grain = mentions.find((mention) => mention.kind === "grain" && !/"grain"|perDay|ownerDay|sameDay|"span"|"part"/.test(said));
  const listed = frame.ask === "rows" || frame.ask === "columns";
  const group = mentions.find(
    ({ before, kind }) => before.group === "each" && kind !== "measure" && listed && frame.rank?.per === undefined,
  );
  const opposed = mentions.filter(({ before }) => before.superlative).map(({ before }) => before.superlative?.direction);
  const both = new Set(opposed).size > 1 ? mentions.findLast(({ before }) => before.superlative) : undefined;
  return (grain ?? group ?? both)?.text;
}

/** "withdrawals larger than deposits": two things that are one set only where the question puts them together. */
function mixed(reading: Reading, frame: Frame): string | undefined {
  const joined = reading.chunks.some(
    ({ tag }) => tag === "and" || tag === "or" || tag === "comma" || tag === "versus" || tag === "either" || tag === "both",
  );
  const acts = reading.mentions.filter(({ kind, where }) => (kind === "rows" || kind === "verb") && where.length > 0);
  const paired = frame.measures.some(({ kind }) => kind === "difference" || kind === "ratio");
  if (crossed(frame)) return acts[1]?.text ?? "and";
  if (joined || paired || acts.length < 2) return undefined;
  return setsOf(frame).some((rows) => rows.where.some((cond) => cond.op === "in" && isOf(acts, cond))) ? acts[1]?.text : undefined;
}

/** "card deposits and crypto withdrawals" as rows of either kind by either means. */
function crossed({ rows, measures }: Frame): boolean {
  const apart = measures.length > 0 && measures.every((measure) => measure.rows !== undefined);
  const choices = rows.where.filter(({ op, values, column }) => op === "in" && values.length > 1 && column === "type");
  return (
    !apart &&
    choices.length > 0 &&
    rows.where.filter(({ op, values, entity }) => op === "in" && values.length > 1 && entity === rows.entity).length > 1
  );
}

function isOf(acts: readonly Mention[], cond: Cond): boolean {
  const named = acts.flatMap(({ where }) =>
    where.filter(({ column, entity }) => column === cond.column && entity === cond.entity).flatMap(({ values }) => values),
  );
  return cond.values.filter((value) => named.includes(value)).length > 1;
}

function setsOf({ rows, measures }: Frame): RowSet[] {
  return [
    rows,
    ...measures.flatMap(({ rows: own, minus }) => [own, minus].filter((set): set is RowSet => set !== undefined)),
    ...rows.relations.map((relation) => relation.rows),
  ];
}
