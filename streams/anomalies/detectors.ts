import type { Condition } from "../../shared/metrics.ts";
import { seasonalBaseline } from "./seasonal-baseline.ts";

/** Where a value is expected to lie, by the past of its group. */
export interface Band {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
  /** What a deviation is measured in: about one standard deviation of the past. */
  readonly spread: number;
  /** Which part of the past it comes from. */
  readonly basis: string;
  /** How many past values. */
  readonly historyLength: number;
}

/** Past values of one group, one a window, oldest first. Plain data, kept in checkpoints. */
export interface History {
  readonly ends: number[];
  readonly values: number[];
}

/** Turns the past into an expectation. Pure; times are epoch ms. */
export interface Detector {
  readonly name: string;
  /**
   * The band for a window that ends at `end`, `width` spreads to either side; undefined while there is too little past.
   * A spread is at least `noise`: what one event more or less makes of the value.
   */
  readonly expect: (history: History, end: number, width: number, noise: number) => Band | undefined;
}

/** All detectors; the first is what an anomaly condition uses. */
export const DETECTORS: readonly [Detector, ...Detector[]] = [seasonalBaseline];

type Sensitivity = Extract<Condition, { anomaly: unknown }>["anomaly"]["sensitivity"];

/** Spreads from the typical value that each sensitivity tolerates. */
export const TOLERANCE: Readonly<Record<Sensitivity, number>> = { low: 8, medium: 5.5, high: 4 };

/** Past values kept a group: a week of five-minute windows. */
export const HISTORY_LIMIT = 2_016;

export function newHistory(): History {
  return { ends: [], values: [] };
}

/** Appends the value of a window that has ended; the oldest beyond {@link HISTORY_LIMIT} go. */
export function remember(history: History, end: number, value: number): void {
  history.ends.push(end);
  history.values.push(value);
  // In slices, because taking one off the front of a long array moves all the others.
  if (history.ends.length < HISTORY_LIMIT + 256) return;
  history.ends.splice(0, history.ends.length - HISTORY_LIMIT);
  history.values.splice(0, history.values.length - HISTORY_LIMIT);
}
