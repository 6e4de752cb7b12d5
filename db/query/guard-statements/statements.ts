import { readFileSync } from "node:fs";

export interface Statement {
  readonly id: string;
  readonly sql: string;
  readonly expect: "allow" | "reject" | "reject_or_timeout";
}

interface Line extends Statement {
  readonly dialect: "both" | "sqlite" | "postgres";
}

const LINES: readonly Line[] = ["given.jsonl", "own.jsonl"].flatMap((name) =>
  readFileSync(new URL(`./${name}`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line),
);

/** Honest statements and attacks of a dialect: what the guard has to make of each. */
export function statementsOf(dialect: "sqlite" | "postgres"): readonly Statement[] {
  return LINES.filter((line) => line.dialect === "both" || line.dialect === dialect);
}
