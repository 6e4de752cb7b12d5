import type { QueryAnswer } from "../../shared/answers.ts";
import type { Gold } from "./gold.ts";
import type { Question } from "./question-file.ts";
import { sameRows } from "./same-rows.ts";

/** `wrong` is an answer that is not true; `missed` is none where there is one. */
export type Verdict = "right" | "wrong" | "missed";

export interface Judged {
  readonly question: Question;
  /** Undefined when the question failed. */
  readonly answer: QueryAnswer | undefined;
  readonly error?: string;
  readonly verdict: Verdict;
  /** All the time but the database's own. */
  readonly ownMs: number;
}

function isRight(question: Question, answer: QueryAnswer, gold: Gold): boolean {
  return question.gold.some((sql) => sameRows(gold.rows(sql), answer.data, question.ordered));
}

/** What an answer is worth. Where the file has no gold for an answered question, any answer is right. */
export function judge(question: Question, answer: QueryAnswer | undefined, gold: Gold): Verdict {
  if (answer?.status !== "answered") return question.expect === answer?.status ? "right" : "missed";
  if (question.expect !== "answered") return "wrong";
  return question.gold.length === 0 || isRight(question, answer, gold) ? "right" : "wrong";
}
