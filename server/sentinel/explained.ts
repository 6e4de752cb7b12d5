import { usersOf } from "./overlap.ts";
import type { ScoredFinding } from "./scored-finding.ts";

/** So many times the expectation, and so many rows more, is still as usual. */
const USUAL_TIMES = 1.5;
const USUAL_MORE = 3;
/** Of the rows beyond the expectation. */
const MOST = 0.5;

/** Whether a row of a count belongs to what another finding is about. */
function owner(other: ScoredFinding): (key: string, user: string | number) => boolean {
  const { rowKeys } = other.candidate;
  if (rowKeys) return (key) => rowKeys.has(key);
  const users = new Set(usersOf(other));
  return (_key, user) => users.has(user);
}

/** How many rows of a count another finding is about. */
export function overlapOf({ candidate: { rowKeys } }: ScoredFinding, other: ScoredFinding): number {
  const owns = owner(other);
  return [...(rowKeys ?? [])].filter(([key, user]) => owns(key, user)).length;
}

/**
 * Whether a count would be as usual without the rows that other findings are about; of a count of everything it is enough that they
 * are most of what is beyond the expectation.
 */
export function isExplained({ candidate: { rowKeys, expected, focus } }: ScoredFinding, others: readonly ScoredFinding[]): boolean {
  if (!rowKeys || expected === undefined || others.length === 0) return false;
  const owners = others.map(owner);
  const left = [...rowKeys].filter(([key, user]) => !owners.some((owns) => owns(key, user))).length;
  if (focus === "everything" && rowKeys.size - left >= (rowKeys.size - expected) * MOST) return true;
  return left <= expected * USUAL_TIMES + USUAL_MORE;
}
