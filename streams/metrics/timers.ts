import type { Watcher } from "./watcher.ts";

/** Which watchers are due when. Thousands of them share a few boundaries, so that the next one is found among a handful. */
export class Timers {
  /** The earliest time at which one is due; infinite when none is. */
  next = Number.POSITIVE_INFINITY;
  private readonly byTime = new Map<number, Watcher[]>();

  add(time: number, watcher: Watcher): void {
    const waiting = this.byTime.get(time);
    if (waiting) waiting.push(watcher);
    else this.byTime.set(time, [watcher]);
    if (time < this.next) this.next = time;
  }

  /** Takes those that are due next out, in the order of their metrics' ids. */
  takeNext(): Watcher[] {
    const due = this.byTime.get(this.next) ?? [];
    this.byTime.delete(this.next);
    this.next = Math.min(...this.byTime.keys());
    return due.sort((a, b) => a.rank - b.rank);
  }
}
