import { speaksOfLength } from "./chunk-quantities.ts";
import type { ChunkSource } from "./chunk-source.ts";
import { UNITS } from "./time-words.ts";
import { entryOf } from "./token.ts";

export function markAt(source: ChunkSource, index: number): number | undefined {
  const token = source.tokens[index];
  if (token?.kind !== "mark") return undefined;
  if (token.text === "-") source.push({ tag: "dash", text: token.raw, at: index });
  if (token.text === "," || token.text === ";" || token.text === ":") source.push({ tag: "comma", text: token.text, at: index });
  return index + 1;
}

export function literalAt(source: ChunkSource, index: number): number | undefined {
  const token = source.tokens[index];
  if (token?.kind !== "ip" && token?.kind !== "email" && token?.kind !== "quoted") return undefined;
  source.push({
    tag: "literal",
    type: token.kind,
    value: token.kind === "email" ? token.text : token.raw.replace(/^["“‘]|["”’]$/g, ""),
    text: token.raw,
    at: index,
  });
  return index + 1;
}

export function timeAt(source: ChunkSource, index: number): number | undefined {
  // "for every month of this year": each month, and then the year.
  if (source.chunks.at(-1)?.tag === "group" && isUnit(source.text(index))) return undefined;
  const reading = source.times.at(index);
  if (!reading) return undefined;
  const text = source.textOf(index, reading.next);
  // "took longer than 2 days to process" is how long, not how long ago.
  if ("spec" in reading && reading.spec.older && !/ago$/i.test(text) && speaksOfLength(source)) return undefined;
  if ("future" in reading) source.push({ tag: "future", text, at: index });
  else source.push({ tag: "time", spec: reading.spec, text, at: index });
  return reading.next;
}

function isUnit(word: string): boolean {
  return entryOf(UNITS, word) !== undefined;
}

const NO_COUNTRY = new Set(["ID", "OK", "IP", "PM", "AM", "TV", "VS", "OR", "AND", "IN", "NO", "US"]);
/** Of those, the ones that are a country behind a preposition: "from IN", "in the US". */
const PLACED = new Set(["IN", "NO", "US"]);

/** "MY", "DE": two capitals in a text of small letters are a country, whatever the word is otherwise. */
export function capitalsAt(source: ChunkSource, index: number): number | undefined {
  const raw = source.tokens[index]?.raw ?? "";
  const shouted = source.tokens.every((token) => token.raw === token.raw.toUpperCase());
  const placed = PLACED.has(raw) && ["in", "from", "the", "outside"].includes(source.tokens[index - 1]?.text ?? "");
  return /^[A-Z]{2}$/.test(raw) && !shouted && (placed || !NO_COUNTRY.has(raw)) ? countryAt(source, index) : undefined;
}

export function countryAt(source: ChunkSource, index: number): number | undefined {
  const token = source.tokens[index];
  const code = token?.kind === "word" ? source.lexicon.countryOf(token.raw) : undefined;
  if (code === undefined) return undefined;
  source.push({ tag: "data", senses: [{ kind: "country", code }], words: [], text: source.textOf(index, index + 1), at: index });
  return index + 1;
}

export function unknownAt(source: ChunkSource, index: number): number {
  const raw = source.tokens[index]?.raw ?? "";
  source.push({ tag: "unknown", text: raw, capital: index > 0 && /^\p{Lu}/u.test(raw), at: index });
  return index + 1;
}
