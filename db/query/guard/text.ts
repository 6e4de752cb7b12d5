import { QUESTION_LIMITS } from "../../../shared/answers.ts";
import { UnsafeSqlError } from "../../ports.ts";

/** Deeper than any statement of this length that means something; parsers and checks recurse. */
const MAX_BRACKETS = 250;

const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

function deepestBracket(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === "(" || character === "[") depth++;
    else if (character === ")" || character === "]") depth--;
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}

/** What has to hold before any parser sees the text. Throws an {@link UnsafeSqlError}. */
export function checkText(text: string): void {
  if (Buffer.byteLength(text) > QUESTION_LIMITS.sqlBytes) throw new UnsafeSqlError("the SQL is longer than 10 KB");
  // A NUL ends the text for an engine written in C, but not for everybody who reads it before.
  if (text.includes("\0")) throw new UnsafeSqlError("the SQL has a NUL character");
  if (LONE_SURROGATE.test(text)) throw new UnsafeSqlError("the SQL has half a character");
  if (deepestBracket(text) > MAX_BRACKETS) throw new UnsafeSqlError("the SQL is nested too deep");
}
