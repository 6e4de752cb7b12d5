import type { Narrative } from "../../../shared/sentinel.ts";

/** A piece of a paragraph; `at` is where in it the piece begins. */
export interface Piece {
  readonly at: number;
  readonly text: string;
  readonly findingId?: string;
}

/** A text in pieces: what is cited, the longest citation first where several begin, and what is between. */
export function cited(text: string, citations: Narrative["citations"]): Piece[] {
  const known = citations.filter((citation) => citation.text !== "").sort((a, b) => b.text.length - a.text.length);
  const pieces: Piece[] = [];
  let plain = 0;
  for (let at = 0; at < text.length; ) {
    const found = known.find((citation) => text.startsWith(citation.text, at));
    if (!found) {
      at++;
      continue;
    }
    if (at > plain) pieces.push({ at: plain, text: text.slice(plain, at) });
    pieces.push({ at, text: found.text, findingId: found.findingId });
    at += found.text.length;
    plain = at;
  }
  if (plain < text.length) pieces.push({ at: plain, text: text.slice(plain) });
  return pieces;
}
