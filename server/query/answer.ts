import { QUESTION_LIMITS, type QueryAnswer } from "../../shared/answers.ts";
import type { Findings, Found, PlanReady } from "./state.ts";

/** What an answer has that does not depend on how the question ended. */
export type AnswerFrame = Pick<
  QueryAnswer,
  "requestId" | "conversationId" | "question" | "domain" | "asOf" | "planner" | "dialect" | "durationMs" | "trace"
>;

const NO_ROWS = {
  parameters: [],
  columns: [],
  data: [],
  rowCount: 0,
  truncated: false,
  visualization: { type: "table", title: "" },
  insights: [],
} satisfies Partial<QueryAnswer>;

type Unanswered = Exclude<Findings["outcome"], PlanReady>;

function unanswered(frame: AnswerFrame, outcome: Unanswered): QueryAnswer {
  if (outcome.kind === "clarification") {
    const { reason, prompt, options } = outcome;
    const clarification = { reason, prompt, options: options.map(({ label, question }) => ({ label, question })) };
    return { ...frame, ...NO_ROWS, status: "clarification", interpretation: prompt, clarification };
  }
  const { reason, detail, suggestions } = outcome;
  return {
    ...frame,
    ...NO_ROWS,
    status: "unsupported",
    interpretation: detail,
    unsupported: { reason, detail, suggestions: [...suggestions] },
  };
}

/** The rows that fit into an answer, as JSON. */
function fitting(rows: QueryAnswer["data"]): QueryAnswer["data"] {
  let bytes = 0;
  const end = rows.findIndex((row) => {
    bytes += Buffer.byteLength(JSON.stringify(row)) + 1;
    return bytes > QUESTION_LIMITS.answerBytes;
  });
  return end < 0 ? rows : rows.slice(0, end);
}

function answered(frame: AnswerFrame, outcome: PlanReady, found: Found): QueryAnswer {
  const { result, compiled, visualization, insights } = found;
  if (!result || !compiled || !visualization) throw new Error("a question ended before its answer was complete");
  const data = fitting([...result.rows]);
  return {
    ...frame,
    status: "answered",
    interpretation: outcome.interpretation,
    readings: [...outcome.readings],
    sql: compiled.sql,
    displaySql: compiled.displaySql,
    parameters: [...compiled.parameters] as QueryAnswer["parameters"],
    columns: result.columns.map(({ name, type, label, unit }) => ({ name, type, label, ...(unit && { unit }) })),
    data,
    rowCount: data.length,
    truncated: result.truncated || data.length < result.rows.length,
    visualization,
    insights: [...(insights ?? [])],
  };
}

/** The answer that the findings make. */
export function answerOf(frame: AnswerFrame, found: Found): QueryAnswer {
  const { outcome } = found;
  if (!outcome) throw new Error("a question ended without an outcome");
  return outcome.kind === "plan" ? answered(frame, outcome, found) : unanswered(frame, outcome);
}
