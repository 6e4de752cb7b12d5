import type { Row } from "../../shared/answers.ts";
import type { UserId } from "./candidate.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { ScoredFinding } from "./scored-finding.ts";

export function usersOf({ finding }: ScoredFinding): readonly UserId[] {
  return finding.affected.userIds;
}

/** Whether two windows have a moment in common; one that ends where the other begins has not, unless it is a single moment. */
export function windowsOverlap({ candidate: { window: a } }: ScoredFinding, { candidate: { window: b } }: ScoredFinding): boolean {
  const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
  return from < to || (from === to && (a.from === a.to || b.from === b.to));
}

/** What part of the larger one is in the smaller one too, 0 to 1; 0 where one is empty. */
export function sharedPart<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  return [...small].filter((each) => large.has(each)).length / large.size;
}

const USER_COLUMN = /^(user|customer|client|account|member)_?id$/i;

/** Columns that tell a row from any other. The user's id is none: many rows are of one user, and users are compared by themselves. */
function idColumns(found: ScoredFinding): string[] {
  const { columns, rows } = found.finding.evidence;
  const users = new Set<unknown>(usersOf(found));
  const ids = columns.filter((name) => /(^|_)id$/i.test(name) || /[a-z]Id$/.test(name));
  return ids.filter((name) => !USER_COLUMN.test(name) && !rows.every((row) => users.has(row[name])));
}

function keysOf(rows: readonly Row[], columns: readonly string[] | undefined): Set<string> {
  return new Set(rows.map((row) => canonicalJson(columns ? columns.map((name) => row[name] ?? null) : row)));
}

/**
 * What part of the evidence rows two findings share, 0 to 1. Rows with an id are the same when all columns that both show agree, since
 * ids of different tables may be equal; rows without are the same only as a whole.
 */
export function sharedRows(a: ScoredFinding, b: ScoredFinding): number {
  const [left, right] = [a.finding.evidence, b.finding.evidence];
  const idsOfRight = new Set(idColumns(b));
  const common = left.columns.filter((name) => right.columns.includes(name));
  const columns = idColumns(a).some((name) => idsOfRight.has(name)) ? common : undefined;
  return sharedPart(keysOf(left.rows, columns), keysOf(right.rows, columns));
}
