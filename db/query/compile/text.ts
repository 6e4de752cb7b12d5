import { sql } from "kysely";
import type { Condition } from "../../../shared/plan.ts";
import type { Compilation } from "./frame.ts";
import type { Sql } from "./sql.ts";

type Mode = Extract<Condition, { kind: "text" }>["mode"];

const asciiLower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const capitalised = (text: string) =>
  text.toLowerCase().replace(/(^|[^\p{L}])(\p{L})/gu, (_all, before, letter) => before + letter.toUpperCase());

/**
 * What to look for in a text of which only A to Z were made small, which is all that SQLite's `lower` does: the ways in which people
 * write the other letters. One for most texts.
 */
export function caseVariants(text: string): string[] {
  return [...new Set([text, text.toLowerCase(), text.toUpperCase(), capitalised(text)].map(asciiLower))].sort();
}

const escaped = (text: string) => text.replace(/[\\%_]/g, "\\$&");
const patterns: { readonly [M in Exclude<Mode, "equals">]: (text: string) => string } = {
  contains: (text) => `%${escaped(text)}%`,
  starts: (text) => `${escaped(text)}%`,
  ends: (text) => `%${escaped(text)}`,
};

/** Whether a text has another in it, whatever their case. */
export function compileText({ dialect, bind }: Compilation, mode: Mode, of: Sql, text: string): Sql {
  // The database's own collation would make other letters small in Postgres than in SQLite.
  const lower = sql`lower(${dialect.name === "postgres" ? dialect.codePoints(of) : of})`;
  const matches = caseVariants(text).map((variant) =>
    mode === "equals" ? sql`${lower} = ${bind(variant)}` : sql`${lower} like ${bind(patterns[mode](variant))} escape '\\'`,
  );
  return matches.length === 1 ? sql`${matches[0]}` : sql`(${sql.join(matches, sql` or `)})`;
}
