import { connected } from "./connected.ts";
import { compareText, inOrder, orderedUserIds } from "./in-order.ts";
import { sharedPart, sharedRows, usersOf, windowsOverlap } from "./overlap.ts";
import type { ScoredFinding } from "./scored-finding.ts";

/** Findings that share as much of their rows or users are one. */
const SAME = 0.8;
/** Fewer users than this are in several findings by chance. */
const ENOUGH_USERS = 3;

function alike(a: ScoredFinding, b: ScoredFinding): boolean {
  if (a.finding.kind !== b.finding.kind || !windowsOverlap(a, b)) return false;
  const [left, right] = [new Set(usersOf(a)), new Set(usersOf(b))];
  const users = sharedPart(left, right);
  if (Math.min(left.size, right.size) >= ENOUGH_USERS) return users >= SAME || sharedRows(a, b) >= SAME;
  const sameUsers = left.size === 0 || right.size === 0 || (left.size === right.size && users === 1);
  return sameUsers && sharedRows(a, b) >= SAME;
}

/** What leads tells the story; the others add their missions and users. */
function united(group: readonly ScoredFinding[]): ScoredFinding[] {
  const [leader, ...others] = inOrder(group);
  if (!leader || others.length === 0) return leader ? [leader] : [];
  const { finding, candidate } = leader;
  const more = others.flatMap((other) => other.finding.missionIds).sort(compareText);
  const userIds = orderedUserIds(group.flatMap(usersOf));
  const affected = { ...finding.affected, userIds, userCount: Math.max(finding.affected.userCount, userIds.length) };
  const missionIds = [...new Set([...finding.missionIds, ...more])];
  return [{ finding: { ...finding, missionIds, affected }, candidate: { ...candidate, userIds } }];
}

/**
 * Makes one of findings that say the same: those that share at least 80 % of their evidence rows or of their users in overlapping
 * windows, measured at the smaller of the two; below three users all of them and 80 % of the rows. Standing and acute ones stay apart.
 * Acute ones come first, by score.
 */
export function mergeFindings(found: readonly ScoredFinding[]): ScoredFinding[] {
  let [before, now] = [Number.POSITIVE_INFINITY, inOrder(found)];
  // What was united has more users than before and may be the same as yet another one, so this goes on until nothing changes.
  while (now.length < before) {
    before = now.length;
    now = inOrder(connected(now, alike).flatMap(united));
  }
  return now;
}
