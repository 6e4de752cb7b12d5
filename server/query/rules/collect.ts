import { closeValues } from "./attach-values.ts";
import type { Chunk } from "./chunks.ts";
import { dropAbroad } from "./collect-abroad.ts";
import { takeData } from "./collect-data.ts";
import { addDenied } from "./collect-denied.ts";
import { closeRest, foldBeginningDay } from "./collect-end.ts";
import { foldHighest } from "./collect-highest.ts";
import { takeWord } from "./collect-words.ts";
import { Draft } from "./draft.ts";
import { withoutInclusions } from "./inclusions.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Reading } from "./mentions.ts";

/** Reads chunks into mentions: which things the question names, and what it says of each. */
export function collect(said: readonly Chunk[], lexicon: Lexicon): Reading {
  const chunks = withoutInclusions(said);
  const draft = new Draft(chunks, lexicon);
  for (draft.at = 0; draft.at < chunks.length; draft.at++) take(draft, chunks[draft.at]);
  closeValues(draft);
  closeRest(draft);
  foldBeginningDay(draft);
  addDenied(draft);
  dropAbroad(draft);
  foldHighest(draft);
  return readingOf(draft);
}

/** A phrase of the data may turn out to be a word of the language, which is then what is read. */
export function take(draft: Draft, chunk: Chunk | undefined): void {
  if (chunk?.tag === "data") take(draft, takeData(draft, chunk));
  else if (chunk) takeWord(draft, chunk);
}

function readingOf({
  mentions,
  flags,
  change,
  vague,
  absent,
  unknown,
  future,
  leading,
  asks,
  chunks,
  order,
  talk,
  parts,
  before,
}: Draft): Reading {
  return {
    mentions,
    flags,
    change,
    vague,
    absent,
    unknown,
    future,
    leading,
    asks,
    chunks,
    talk,
    parts,
    rest: before,
    ...(order === undefined ? {} : { order }),
  };
}
