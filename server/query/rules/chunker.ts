import { capitalsAt, countryAt, literalAt, markAt, timeAt, unknownAt } from "./chunk-literals.ts";
import { numberAt } from "./chunk-numbers.ts";
import { partAt } from "./chunk-parts.ts";
import { phraseAt } from "./chunk-phrases.ts";
import { comparisonAt } from "./chunk-quantities.ts";
import { ChunkSource } from "./chunk-source.ts";
import type { Chunk } from "./chunks.ts";
import type { Lexicon } from "./lexicon.ts";

/** Cuts a question into the phrases that mean something, left to right, the longest first. `asOf` is epoch ms. */
export function chunksOf(question: string, lexicon: Lexicon, asOf: number): Chunk[] {
  const source = new ChunkSource(question, lexicon, asOf);
  let index = 0;
  while (index < source.tokens.length) index = step(source, index);
  return source.chunks;
}

/** Takes one phrase; the index behind it. */
function step(source: ChunkSource, index: number): number {
  return (
    partAt(source, index) ??
    markAt(source, index) ??
    literalAt(source, index) ??
    timeAt(source, index) ??
    comparisonAt(source, index) ??
    numberAt(source, index) ??
    capitalsAt(source, index) ??
    phraseAt(source, index) ??
    countryAt(source, index) ??
    unknownAt(source, index)
  );
}
