import type { CompareOp } from "../../../shared/plan.ts";
import type { ChunkSource } from "./chunk-source.ts";
import type { Comparison } from "./chunks.ts";
import { olderSpec, rollingSpec } from "./time-spec.ts";
import { LONGEST_PHRASE, wordsOf } from "./words.ts";

/** A number with what it is compared by, before or behind it. */
export function comparisonAt(source: ChunkSource, index: number): number | undefined {
  const before = wordsAt(source, index, "compareOp");
  const start = source.text(index) === "between" ? index + 1 : before ? skipFill(source, index + before.length) : index;
  const first = quantityAt(source, start);
  if (!first) return undefined;
  const dashed = source.tokens[first.next]?.raw === "-";
  const range = source.text(index) === "between" || dashed || (before === undefined && source.text(index - 1) === "from");
  const second = quantityAt(source, first.next + 1);
  const link = source.text(first.next);
  if (second && ((range && ["and", "to"].includes(link)) || (before === undefined && link === "to" && isAmount(source, second)))) {
    const low = first.comparison.value * sharedScale(source, start, first.next + 1);
    return pushComparison(source, index, second.next, { ...second.comparison, op: "gte", value: low, high: second.comparison.value });
  }
  const after = wordsAt(source, first.next, "orMore");
  const op = source.tokens[start]?.orMore ? "gte" : (after?.op ?? before?.op);
  if (op === undefined) return undefined;
  const behind = first.next + (after?.length ?? 0);
  // "three or more times".
  const times = after !== undefined && first.comparison.unit === "plain" && source.text(behind) === "times";
  const next = times ? behind + 1 : behind;
  const comparison = { ...first.comparison, op, ...(times ? { unit: "times" as const } : {}) };
  return pushLength(source, index, next, comparison) ?? pushComparison(source, index, next, comparison);
}

/** "pending over 7 days" is since when; "within less than 2 hours of" waits for its anchor; "took over 10 minutes" bounds a duration. */
function pushLength(source: ChunkSource, index: number, next: number, { op, value, unit }: Comparison): number | undefined {
  if (unit === "plain" || unit === "times" || unit === "money" || unit === "percent") return undefined;
  if (speaksOfLength(source)) return undefined;
  const text = source.textOf(index, next);
  if (["of", "after", "from"].includes(source.text(next))) {
    source.push({ tag: "preposition", word: "within", text, at: index });
    source.push({ tag: "span", n: value, unit, text, at: index });
  } else {
    const spec = op === "gt" || op === "gte" ? olderSpec(value, unit, source.asOf) : rollingSpec(value, unit, source.asOf);
    source.push({ tag: "time", spec, text, at: index });
  }
  return next;
}

/** "100 to 500 dollars", "1k to 10k": numbers that nobody counts rows or names days by. */
function isAmount(source: ChunkSource, { comparison: { unit, value } }: { comparison: Comparison }): boolean {
  return unit === "money" || (unit === "plain" && value >= 1_000 && source.times.at(0) === undefined);
}

/** "1 to 10k" is from 1k. */
function sharedScale(source: ChunkSource, low: number, high: number): number {
  const [first, second] = [source.tokens[low], source.tokens[high]];
  const isShort = first?.kind === second?.kind && /^\D?\d+(?:\.\d+)?$/.test(first?.raw ?? "");
  const scale = /\dk$/i.test(second?.raw ?? "") ? 1e3 : /\dm$/i.test(second?.raw ?? "") ? 1e6 : 1;
  return isShort && (first?.value ?? 0) * scale < (second?.value ?? 0) ? scale : 1;
}

/** Whether the question is of how long something took. */
export function speaksOfLength(source: ChunkSource): boolean {
  return source.words.some((word) => PROCESSING.has(word));
}

const PROCESSING: ReadonlySet<string> = new Set(
  "take takes took taken taking process processed processing settle settled settling complete completion".split(" "),
);

function skipFill(source: ChunkSource, index: number): number {
  let next = index;
  while (["a", "an", "the", "of", "total", "sum"].includes(source.text(next))) next++;
  return next;
}

export function pushComparison(source: ChunkSource, from: number, next: number, comparison: Comparison): number {
  source.push({ tag: "compare", comparison, text: source.textOf(from, next), at: from });
  return next;
}

function quantityAt(source: ChunkSource, index: number): { comparison: Comparison; next: number } | undefined {
  const span = source.times.spanAt(index);
  if (
    span &&
    (source.tokens[index]?.kind === "span" || span.unit !== "day" || !["in", "on"].includes(source.text(index - 1))) &&
    (source.tokens[index]?.kind !== "word" || source.text(index) === "one")
  )
    return { comparison: { op: "eq", value: span.n, unit: span.unit }, next: span.next };
  const token = source.tokens[index];
  if (token?.value === undefined || token.unit !== undefined) return undefined;
  if (token.kind === "money")
    return { comparison: { op: "eq", value: token.value, unit: "money", currency: token.currency ?? "USD" }, next: index + 1 };
  if (token.kind === "percent") return { comparison: { op: "eq", value: token.value / 100, unit: "percent" }, next: index + 1 };
  if (token.kind !== "number") return undefined;
  const times = source.text(index + 1) === "times" || source.text(index + 1) === "time";
  return { comparison: { op: "eq", value: token.value, unit: times ? "times" : "plain" }, next: index + (times ? 2 : 1) };
}

function wordsAt(source: ChunkSource, index: number, tag: "compareOp" | "orMore"): { op: CompareOp; length: number } | undefined {
  for (let length = LONGEST_PHRASE; length > 0; length--) {
    const word = wordsOf(source.phraseOf(index, length)).find((each) => each.tag === tag);
    if (word && "op" in word) return { op: word.op, length };
  }
  return undefined;
}
