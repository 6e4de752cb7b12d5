import { COMPACT_AT, lowerBound, type PaneSnapshot, type PaneWindow, type ViewName } from "./pane-window.ts";

interface View {
  from: number;
  to: number;
  value: number | null;
}

/**
 * Panes of which the largest (or smallest) value counts. A view keeps its extreme while it stands still and looks over
 * its panes once when it moves on, so the cost of an event does not depend on the number of panes.
 */
export class ExtremeWindow implements PaneWindow {
  private readonly largest: boolean;
  private readonly panes: number[];
  private readonly values: number[];
  private head = 0;
  private peak: number | null = null;
  private live: View | undefined;
  private settled: View | undefined;

  constructor(kind: "min" | "max", snapshot?: PaneSnapshot) {
    this.largest = kind === "max";
    this.panes = snapshot ? snapshot.panes.slice() : [];
    this.values = snapshot ? snapshot.slots.slice() : [];
    this.peak = this.extreme(0, this.panes.length);
  }

  get size(): number {
    return this.panes.length - this.head;
  }

  add(pane: number, value: number): void {
    const panes = this.panes;
    const last = panes.length - 1;
    if (last < this.head || (panes[last] as number) < pane) {
      panes.push(pane);
      this.values.push(value);
    } else {
      const index = panes[last] === pane ? last : lowerBound(panes, this.head, pane);
      if (panes[index] === pane) this.values[index] = this.pick(this.values[index] as number, value);
      else {
        panes.splice(index, 0, pane);
        this.values.splice(index, 0, value);
      }
    }
    this.peak = this.pick(this.peak, value);
    this.addToView(this.live, pane, value);
    this.addToView(this.settled, pane, value);
  }

  bound(): number {
    return this.largest ? (this.peak ?? Number.NEGATIVE_INFINITY) : Number.POSITIVE_INFINITY;
  }

  value(name: ViewName, from: number, to: number): number | null {
    const view = this[name];
    if (view && view.from === from && view.to === to) return view.value;
    const start = lowerBound(this.panes, this.head, from);
    const value = this.extreme(start, lowerBound(this.panes, start, to + 1));
    this[name] = { from, to, value };
    return value;
  }

  expire(pane: number): void {
    let lostPeak = false;
    while (this.head < this.panes.length && (this.panes[this.head] as number) < pane) {
      if (this.values[this.head] === this.peak) lostPeak = true;
      this.head++;
    }
    if (this.head === this.panes.length) this.clear();
    else if (this.head >= COMPACT_AT && this.head * 2 >= this.panes.length) this.compact();
    if (lostPeak) this.peak = this.extreme(this.head, this.panes.length);
  }

  snapshot(): PaneSnapshot {
    return { panes: this.panes.slice(this.head), slots: this.values.slice(this.head), extra: 0 };
  }

  private addToView(view: View | undefined, pane: number, value: number): void {
    if (view && pane >= view.from && pane <= view.to) view.value = this.pick(view.value, value);
  }

  private pick(a: number | null, b: number): number {
    if (a === null) return b;
    return this.largest ? Math.max(a, b) : Math.min(a, b);
  }

  private extreme(start: number, end: number): number | null {
    let value: number | null = null;
    for (let i = start; i < end; i++) value = this.pick(value, this.values[i] as number);
    return value;
  }

  private clear(): void {
    this.panes.length = 0;
    this.values.length = 0;
    this.head = 0;
  }

  private compact(): void {
    this.panes.splice(0, this.head);
    this.values.splice(0, this.head);
    this.head = 0;
  }
}
