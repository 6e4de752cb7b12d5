import { COMPACT_AT, lowerBound, type PaneSnapshot, type PaneWindow, type ViewName } from "./pane-window.ts";

/** What an additive aggregate is computed from: up to three sums of integers. */
export interface Sums {
  s0: number;
  s1: number;
  s2: number;
}

interface View extends Sums {
  from: number;
  to: number;
}

/** How an aggregate reads its value off the sums, and off the sums of all panes as an upper bound. */
export interface AdditiveKind {
  /** Sums kept a pane, 1 to 3. */
  readonly stride: 1 | 2 | 3;
  readonly valueOf: (sums: Sums) => number | null;
  readonly boundOf: (total: Sums) => number;
}

/**
 * Panes whose values add up. The sums are integers below 2^53, so that a pane that leaves a view is taken off by an exact
 * subtraction and no rounding can stay behind.
 */
export class AdditiveWindow implements PaneWindow {
  signed: boolean;
  private readonly kind: AdditiveKind;
  private readonly panes: number[];
  private readonly slots: number[];
  private head = 0;
  private readonly total: Sums = { s0: 0, s1: 0, s2: 0 };
  private live: View | undefined;
  private settled: View | undefined;

  constructor(kind: AdditiveKind, snapshot?: PaneSnapshot) {
    this.kind = kind;
    this.panes = snapshot ? snapshot.panes.slice() : [];
    this.slots = snapshot ? snapshot.slots.slice() : [];
    this.signed = snapshot?.signed ?? false;
    for (let i = 0; i < this.panes.length; i++) this.apply(this.total, i, 1);
  }

  get size(): number {
    return this.panes.length - this.head;
  }

  get newest(): number | undefined {
    return this.size > 0 ? this.panes[this.panes.length - 1] : undefined;
  }

  /** Adds to the sums of a pane. */
  add(pane: number, a: number, b: number, c: number): void {
    if (a < 0 || b < 0) this.signed = true;
    const index = this.indexOf(pane);
    const at = index * this.kind.stride;
    const slots = this.slots;
    slots[at] = (slots[at] as number) + a;
    if (this.kind.stride > 1) slots[at + 1] = (slots[at + 1] as number) + b;
    if (this.kind.stride > 2) slots[at + 2] = (slots[at + 2] as number) + c;
    addTo(this.total, a, b, c);
    if (this.live && pane >= this.live.from && pane <= this.live.to) addTo(this.live, a, b, c);
    if (this.settled && pane >= this.settled.from && pane <= this.settled.to) addTo(this.settled, a, b, c);
  }

  bound(): number {
    return this.signed ? Number.POSITIVE_INFINITY : this.kind.boundOf(this.total);
  }

  value(view: ViewName, from: number, to: number): number | null {
    return this.kind.valueOf(this.move(view, from, to));
  }

  expire(pane: number): void {
    const panes = this.panes;
    while (this.head < panes.length && (panes[this.head] as number) < pane) this.dropHead();
    if (this.head === panes.length) this.clear();
    else if (this.head >= COMPACT_AT && this.head * 2 >= panes.length) this.compact();
  }

  snapshot(): PaneSnapshot {
    return { panes: this.panes.slice(this.head), slots: this.slots.slice(this.head * this.kind.stride), signed: this.signed };
  }

  private dropHead(): void {
    const pane = this.panes[this.head] as number;
    this.apply(this.total, this.head, -1);
    for (const view of [this.live, this.settled]) {
      if (!view || pane < view.from || pane > view.to) continue;
      this.apply(view, this.head, -1);
      view.from = pane + 1;
    }
    this.head++;
  }

  private clear(): void {
    this.panes.length = 0;
    this.slots.length = 0;
    this.head = 0;
    this.signed = false;
  }

  private compact(): void {
    this.panes.splice(0, this.head);
    this.slots.splice(0, this.head * this.kind.stride);
    this.head = 0;
  }

  /** Events mostly arrive in order, so the pane is nearly always the last one or a new one behind it. */
  private indexOf(pane: number): number {
    const panes = this.panes;
    const last = panes.length - 1;
    if (last >= this.head && panes[last] === pane) return last;
    if (last < this.head || (panes[last] as number) < pane) {
      panes.push(pane);
      for (let i = 0; i < this.kind.stride; i++) this.slots.push(0);
      return last + 1;
    }
    const index = lowerBound(panes, this.head, pane);
    if (panes[index] !== pane) {
      panes.splice(index, 0, pane);
      this.slots.splice(index * this.kind.stride, 0, ...[0, 0, 0].slice(0, this.kind.stride));
    }
    return index;
  }

  private move(name: ViewName, from: number, to: number): Sums {
    const view = this[name];
    if (view === undefined || from < view.from || to < view.to || from > view.to) return this.rebuild(name, from, to);
    if (view.from !== from) this.applyRange(view, view.from, from - 1, -1);
    if (view.to !== to) this.applyRange(view, view.to + 1, to, 1);
    view.from = from;
    view.to = to;
    return view;
  }

  private rebuild(name: ViewName, from: number, to: number): View {
    const view: View = { from, to, s0: 0, s1: 0, s2: 0 };
    this.applyRange(view, from, to, 1);
    this[name] = view;
    return view;
  }

  private applyRange(sums: Sums, from: number, to: number, sign: 1 | -1): void {
    for (let i = lowerBound(this.panes, this.head, from); i < this.panes.length && (this.panes[i] as number) <= to; i++) {
      this.apply(sums, i, sign);
    }
  }

  private apply(sums: Sums, index: number, sign: 1 | -1): void {
    const at = index * this.kind.stride;
    sums.s0 += sign * (this.slots[at] as number);
    if (this.kind.stride > 1) sums.s1 += sign * (this.slots[at + 1] as number);
    if (this.kind.stride > 2) sums.s2 += sign * (this.slots[at + 2] as number);
  }
}

function addTo(sums: Sums, a: number, b: number, c: number): void {
  sums.s0 += a;
  sums.s1 += b;
  sums.s2 += c;
}
