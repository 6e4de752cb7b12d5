import type { UserId } from "./candidate.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { ScoredFinding } from "./scored-finding.ts";

/** By code units, the same in every language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Each id once: numbers by size, then text by code units. */
export function orderedUserIds(ids: Iterable<UserId>): UserId[] {
  return [...new Set(ids)].sort((a, b) => {
    if (typeof a === "number") return typeof b === "number" ? a - b : -1;
    return typeof b === "number" ? 1 : compareText(a, b);
  });
}

/** What tells findings of equal score apart, whatever order they came in. */
function nameOf({ finding, candidate }: ScoredFinding): string {
  return canonicalJson([finding.missionIds, candidate.group, finding.id]);
}

/** Acute ones first, the highest score first within both. */
export function inOrder(found: readonly ScoredFinding[]): ScoredFinding[] {
  const keyed = found.map((each) => ({ each, name: nameOf(each), rank: each.finding.kind === "acute" ? 0 : 1 }));
  const full = ({ finding, candidate }: ScoredFinding) => canonicalJson([finding, candidate]);
  keyed.sort(
    (a, b) =>
      a.rank - b.rank ||
      b.each.finding.score - a.each.finding.score ||
      compareText(a.name, b.name) ||
      compareText(full(a.each), full(b.each)),
  );
  return keyed.map(({ each }) => each);
}
