import type { Chunk } from "./chunks.ts";

const WHATEVER = /^(?:regardless of|irrespective of|no matter|whatever|independent of|independently of)$/i;
const INCLUDING = /^(?:including|incl|inclusive of)$/i;
const INCLUDED = /^(?:incl|included)$/i;

/** "including failed ones", "fails incl", "regardless of status": says of what there is that all of it counts, so it bounds nothing. */
export function withoutInclusions(chunks: readonly Chunk[]): readonly Chunk[] {
  const at = chunks.findIndex(({ text }, index) => index > 0 && (WHATEVER.test(text) || INCLUDING.test(text) || INCLUDED.test(text)));
  if (at < 0) return chunks;
  const text = chunks[at]?.text ?? "";
  const from = INCLUDED.test(text) ? runStart(chunks, at) : at;
  const to = from < at ? at + 1 : runEnd(chunks, at + 1);
  const run = chunks.slice(from, to).filter((chunk) => chunk.tag === "data");
  const bounds = run.length > 0 && run.every((chunk) => isState(chunk) || (WHATEVER.test(text) && isColumn(chunk)));
  return bounds ? [...chunks.slice(0, from), ...chunks.slice(to)] : chunks;
}

function runEnd(chunks: readonly Chunk[], start: number): number {
  let end = start;
  while (isRun(chunks[end])) end++;
  return end;
}

/** Back to the comma before it; none without one. */
function runStart(chunks: readonly Chunk[], at: number): number {
  let start = at;
  while (isRun(chunks[start - 1]) && chunks[start - 1]?.tag !== "comma") start--;
  return chunks[start - 1]?.tag === "comma" && start < at ? start - 1 : at;
}

function isRun(chunk: Chunk | undefined): boolean {
  return chunk !== undefined && ["data", "noise", "pronoun", "and", "or", "comma"].includes(chunk.tag);
}

/** "failed", "failed attempts"; "fees" are rows of their own. */
function isState({ senses }: Extract<Chunk, { tag: "data" }>): boolean {
  const things = senses.filter(({ kind }) => kind === "entity");
  const values = senses.filter(({ kind }) => kind === "value" || kind === "condition");
  return (
    (values.length > 0 && things.length === 0) ||
    (things.length > 0 && things.every((sense) => "where" in sense && sense.where.length > 0 && !isKindOf(sense.label, senses)))
  );
}

function isKindOf(label: string, senses: Extract<Chunk, { tag: "data" }>["senses"]): boolean {
  return senses.some(
    (sense) => sense.kind === "value" && !sense.needsColumn && label.toLowerCase().startsWith(sense.cond.label.toLowerCase()),
  );
}

function isColumn({ senses }: Extract<Chunk, { tag: "data" }>): boolean {
  return senses.some(({ kind }) => kind === "column");
}
