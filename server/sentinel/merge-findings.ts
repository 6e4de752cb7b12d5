import type { Focus } from "./candidate.ts";
import { isExplained, overlapOf } from "./explained.ts";
import { compareText, inOrder } from "./in-order.ts";
import { sharedPart, sharedRows, usersOf, windowsOverlap } from "./overlap.ts";
import type { ScoredFinding } from "./scored-finding.ts";

/** Findings that share as much of their rows or users are one. */
const SAME = 0.8;
/** Fewer users than this are in several findings by chance. */
const ENOUGH_USERS = 3;
/** From this score on a finding is told as one of its own. */
const TOLD_FROM = 40;

const FOCUS: Readonly<Record<Focus, number>> = { accounts: 2, kind: 1, everything: 0 };

function isTold({ finding }: ScoredFinding): boolean {
  return finding.score >= TOLD_FROM;
}

/** Whether both say the same. A count's rows are known one by one; of others the evidence is compared. */
function alike(a: ScoredFinding, b: ScoredFinding): boolean {
  const [left, right] = [new Set(usersOf(a)), new Set(usersOf(b))];
  const [mine, theirs] = [a.candidate.rowKeys, b.candidate.rowKeys];
  const rows = mine && theirs ? sharedPart(new Set(mine.keys()), new Set(theirs.keys())) : sharedRows(a, b);
  const users = sharedPart(left, right);
  if (Math.min(left.size, right.size) >= ENOUGH_USERS) return users >= SAME || rows >= SAME;
  const sameUsers = left.size === 0 || right.size === 0 || users === 1;
  return sameUsers && rows >= SAME;
}

/** The finding that tells what another one found too: the same, or the reason of it. */
function tellerOf(found: ScoredFinding, told: readonly ScoredFinding[]): ScoredFinding | undefined {
  const near = told.filter((other) => other.finding.kind === found.finding.kind && windowsOverlap(other, found));
  const same = near.find((other) => alike(other, found));
  if (same) return same;
  const focus = FOCUS[found.candidate.focus];
  const reasons = near.filter((other) => isTold(other) && focus < FOCUS.accounts && FOCUS[other.candidate.focus] >= focus);
  if (!isExplained(found, reasons)) return undefined;
  return reasons.reduce((most, other) => (overlapOf(found, other) > overlapOf(found, most) ? other : most));
}

/**
 * Makes one of findings that say the same, and leaves to the more particular ones what they explain: those that share at least 80 % of
 * their rows or of their users in overlapping windows, measured at the larger of the two (below three users all of them and 80 % of
 * the rows), and counts that without the rows of others would be as usual. The more particular finding, then the higher score, tells
 * the story and names the missions of the others. Standing and acute ones stay apart. Acute ones come first, by score.
 */
export function mergeFindings(found: readonly ScoredFinding[]): ScoredFinding[] {
  const rank = (each: ScoredFinding) => (isTold(each) ? 4 : 0) + FOCUS[each.candidate.focus];
  // Sorting is stable, so that findings of equal rank stay in the order of their scores.
  const ranked = inOrder(found).sort((a, b) => rank(b) - rank(a));
  const told: ScoredFinding[] = [];
  const missions = new Map<ScoredFinding, string[]>();
  for (const each of ranked) {
    const teller = tellerOf(each, told);
    if (teller) missions.get(teller)?.push(...each.finding.missionIds);
    else {
      told.push(each);
      missions.set(each, []);
    }
  }
  return inOrder(
    told.map(({ finding, candidate }, index) => {
      const more = missions.get(told[index] as ScoredFinding) ?? [];
      return { candidate, finding: { ...finding, missionIds: [...new Set([...finding.missionIds, ...more.sort(compareText)])] } };
    }),
  );
}
