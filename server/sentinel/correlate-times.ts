import { parseInstant } from "../../shared/time.ts";
import { windowsOverlap } from "./overlap.ts";
import type { ScoredFinding } from "./scored-finding.ts";

const HOUR_MS = 3_600_000;

/** Epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * When it happened within its window, by the times that its evidence shows: a mission that looks at a whole day says little by the
 * beginning of the day. The oldest row of more than are shown is not known, so that the window's beginning stands for it.
 */
export function spanOf({ finding: { evidence }, candidate: { window } }: ScoredFinding): Span {
  const cells = evidence.rows.flatMap((row) => Object.values(row));
  const times = cells.flatMap((cell) => (typeof cell === "string" ? (parseInstant(cell) ?? []) : []));
  const within = times.filter((at) => at >= window.from && at <= window.to);
  const [from, to] = [within.reduce((a, b) => Math.min(a, b), window.to), within.reduce((a, b) => Math.max(a, b), window.from)];
  if (within.length === 0) return window;
  return { from: evidence.rowCount > evidence.rows.length ? window.from : from, to };
}

/** Whether two findings happened at the same time, to the hour. */
export function atTheSameTime(a: ScoredFinding, b: ScoredFinding): boolean {
  const [left, right] = [spanOf(a), spanOf(b)];
  return windowsOverlap(a, b) && Math.max(left.from, right.from) <= Math.min(left.to, right.to) + HOUR_MS;
}
