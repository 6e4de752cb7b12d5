import { QUESTION_LIMITS } from "../../../shared/answers.ts";
import type { ExecutorLimits } from "./executor.ts";

/** The bounds of one statement, with what is left out filled in. */
export interface Limits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** How many rows a statement gets that asks for so many. */
  rows(asked: number | undefined): number;
}

export function completeLimits({
  timeoutMs,
  maxRows = QUESTION_LIMITS.maxRows,
  maxBytes = QUESTION_LIMITS.answerBytes,
}: ExecutorLimits): Limits {
  return { timeoutMs, maxBytes, rows: (asked = QUESTION_LIMITS.defaultRows) => Math.min(asked, maxRows) };
}
