import type { Cell, Row } from "../../shared/answers.ts";
import type { Condition, Stage } from "../../shared/plan.ts";
import type { Candidate } from "./candidate.ts";
import { all, compare, count, field, literal, measure, output, within } from "./plan-parts.ts";
import type { Dive } from "./ports.ts";
import type { SurgeSpec } from "./surge.ts";
import { usd } from "./wording.ts";

const MOST_TOLD = 3;
const MOST_ROWS = 10;

type Ground = Pick<SurgeSpec, "entity" | "timeColumn" | "userColumn" | "where" | "part" | "key" | "amount" | "split">;

/** The rows that a candidate of a surge is about. */
function rowsOf({ timeColumn = "created_at", where, part, key }: Ground, { window, group }: Candidate): Condition {
  return all(within(timeColumn, window.from, window.to), where, part, key && compare(key, "eq", literal(group)));
}

function shown(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? "none" : String(cell);
}

/** "card 41, crypto 3 and 2 others". */
function listed(rows: readonly Row[], column: string): string {
  const told = rows.slice(0, MOST_TOLD).map((row) => `${shown(row[column])} ${shown(row.n)}`);
  const others = rows.length - told.length;
  return `${told.join(", ")}${others > 0 ? ` and ${others} others` : ""}`;
}

function byColumn(ground: Ground, candidate: Candidate, path: string): Dive {
  const name = path.replaceAll(".", "_");
  const words = name.replaceAll("_", " ");
  const stage: Stage = {
    id: "split",
    from: { entity: ground.entity },
    where: rowsOf(ground, candidate),
    groupBy: [output(name, path, words)],
    measures: [count("n")],
    order: [
      { by: "n", direction: "desc" },
      { by: name, direction: "asc" },
    ],
    limit: { n: MOST_ROWS },
  };
  return {
    question: `How do these rows divide by ${words}?`,
    plan: { stages: [stage] },
    read: (rows) => ({ summary: rows.length === 0 ? "There are none." : `${listed(rows, name)}.` }),
  };
}

function byCustomer(ground: Ground, candidate: Candidate): Dive {
  const { amount, userColumn = "user_id" } = ground;
  const by = amount ? "usd" : "n";
  const stage: Stage = {
    id: "customers",
    from: { entity: ground.entity },
    where: rowsOf(ground, candidate),
    groupBy: [output("customer", userColumn)],
    measures: [count("n"), ...(amount ? [measure("usd", "sum", amount)] : [])],
    order: [
      { by, direction: "desc" },
      { by: "customer", direction: "asc" },
    ],
    limit: { n: MOST_ROWS },
  };
  return {
    question: "Which customers have most of it?",
    plan: { stages: [stage] },
    read: ([first]) => ({
      summary: first
        ? `Customer ${shown(first.customer)} has the most: ${amount ? `${usd(Number(first.usd))} in ` : ""}${shown(first.n)} ${first.n === 1 ? "row" : "rows"}.`
        : "There are none.",
    }),
  };
}

/** When it began, and its worst hour. */
function byHour(ground: Ground, candidate: Candidate): Dive {
  const { timeColumn = "created_at" } = ground;
  const stage: Stage = {
    id: "hours",
    from: { entity: ground.entity },
    where: rowsOf(ground, candidate),
    groupBy: [output("hour", { kind: "bucket", unit: "hour", of: field(timeColumn) })],
    measures: [count("n")],
    order: [
      { by: "n", direction: "desc" },
      { by: "hour", direction: "asc" },
    ],
    limit: { n: 48 },
  };
  const hourOf = (row: Row) => `${shown(row.hour).slice(0, 13).replace("T", " ")}:00 UTC`;
  return {
    question: "Since when, and when was it at its worst?",
    plan: { stages: [stage] },
    read: (rows) => {
      const [worst] = rows;
      const first = rows.reduce<Row | undefined>((early, row) => (early && shown(early.hour) <= shown(row.hour) ? early : row), undefined);
      if (!worst || !first) return { summary: "There are none." };
      return { summary: `Since ${hourOf(first)}; at its worst ${shown(worst.n)} rows in the hour from ${hourOf(worst)}.` };
    },
  };
}

/** Questions that suit any surge: since when, who, and how it divides by one or two columns; two to four. */
export function surgeDives(ground: Ground): (candidate: Candidate) => Dive[] {
  return (candidate) => [
    byHour(ground, candidate),
    byCustomer(ground, candidate),
    ...(ground.split ?? []).slice(0, 2).map((path) => byColumn(ground, candidate, path)),
  ];
}
