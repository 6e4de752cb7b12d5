/**
 * The panes of one group of one metric. A pane is one slide of event time, numbered `floor(timestamp / slide)`;
 * only panes that hold events exist, so a quiet group costs nothing for the length of its window.
 */
export interface PaneWindow {
  /** Number of panes held, those of the future (clocks running ahead) included. */
  readonly size: number;
  /** An upper bound of the aggregate over any window of the panes held. Infinity where there is none. */
  bound(): number;
  /**
   * The aggregate over the panes `from`…`to`, both included; null when it has no value there. Each view remembers
   * its last range and moves to the next one by what leaves and what enters.
   */
  value(view: ViewName, from: number, to: number): number | null;
  /** Forgets every pane before `pane`. */
  expire(pane: number): void;
  /** A plain copy for a checkpoint, to be given to the constructor again. */
  snapshot(): PaneSnapshot;
}

/** The window that ends now, and the one whose lateness has just passed. */
export type ViewName = "live" | "settled";

export interface PaneSnapshot {
  readonly panes: number[];
  /** As many numbers a pane as the aggregate keeps. */
  readonly slots: number[];
  /** Whatever else the aggregate keeps of them. */
  readonly extra: number;
  /** One a pane, where panes hold sketches. */
  readonly sketches?: unknown[];
}

/** Index of the first of `panes[head…]` (ascending) that is not before `pane`; the length when all are. */
export function lowerBound(panes: readonly number[], head: number, pane: number): number {
  let low = head;
  let high = panes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((panes[middle] as number) < pane) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Dead entries before the head are dropped once they are this many and at least half of the array. */
export const COMPACT_AT = 64;
