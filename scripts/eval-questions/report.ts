import type { Judged } from "./judge.ts";

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`;
}

function count(judged: readonly Judged[], verdict: Judged["verdict"]): number {
  return judged.filter((each) => each.verdict === verdict).length;
}

function classLine(name: string, judged: readonly Judged[]): string {
  const [right, wrong, missed] = (["right", "wrong", "missed"] as const).map((verdict) => count(judged, verdict));
  return `${name.padEnd(18)} ${percent(right ?? 0, judged.length).padStart(8)}  ${right} of ${judged.length} right, ${wrong} wrong, ${missed} missed`;
}

function heading({ question, verdict, answer, error }: Judged): string {
  const what = error ?? answer?.status ?? "no answer";
  return `${verdict.toUpperCase()} ${question.id} (${question.class}): expected ${question.expect}, got ${what}`;
}

/** One that is not right, in full. */
export function inFull(judged: Judged): string {
  const { question, answer } = judged;
  const lines = [
    heading(judged),
    `  question: ${question.question}`,
    question.follows ? `  follows: ${question.follows}` : undefined,
    answer && `  interpretation: ${answer.interpretation}`,
    answer?.sql && `  sql: ${(answer.displaySql ?? answer.sql).replaceAll("\n", "\n       ")}`,
    answer?.status === "answered" ? `  rows: ${answer.rowCount} ${JSON.stringify(answer.data.slice(0, 3))}` : undefined,
    ...question.gold.map((sql) => `  gold: ${sql}`),
  ];
  return lines.filter((line) => line !== undefined && line !== "").join("\n");
}

/** Accuracy by class and over all, and what the questions took beside the database. */
export function summary(judged: readonly Judged[]): string {
  const classes = [...new Set(judged.map(({ question }) => question.class))].sort();
  const answerable = judged.filter(({ question }) => question.expect === "answered");
  const others = judged.filter(({ question }) => question.expect !== "answered");
  const own = judged.map(({ ownMs }) => ownMs);
  return [
    ...classes.map((name) =>
      classLine(
        name,
        judged.filter(({ question }) => question.class === name),
      ),
    ),
    "",
    classLine("answerable", answerable),
    classLine("to be declined", others),
    `answered and wrong, of all: ${percent(count(judged, "wrong"), judged.length)}`,
    `all time but the database's own: p50 ${percentile(own, 0.5).toFixed(2)} ms, p95 ${percentile(own, 0.95).toFixed(2)} ms`,
  ].join("\n");
}
