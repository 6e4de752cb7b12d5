import { COMPACT_AT, type PaneSnapshot, type PaneWindow, type ViewName } from "./pane-window.ts";

/** How an aggregate reads its value off up to three sums of integers, and off those of all panes as an upper bound. */
export interface AdditiveKind {
  /** Sums kept a pane, 1 to 3. */
  readonly stride: 1 | 2 | 3;
  readonly valueOf: (s0: number, s1: number, s2: number) => number | null;
  readonly boundOf: (s0: number, s1: number) => number;
}

/** Places in `sums`: those of all panes, then those of each view. */
const TOTAL = 0;
const LIVE = 3;
const SETTLED = 6;

/**
 * Panes whose values add up. The sums are integers below 2^53, so that a pane that leaves a view is taken off by an exact
 * subtraction and no rounding can stay behind. All numbers of a group lie in two arrays: with hundreds of thousands of groups
 * an event costs what it has to fetch from memory.
 */
export class AdditiveWindow implements PaneWindow {
  signed: boolean;
  private readonly kind: AdditiveKind;
  /** Pane by pane: its number, then its sums. */
  private readonly cells: number[] = [];
  private readonly sums = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  /** Index of the first cell that counts. */
  private head = 0;
  /** Ranges of the views; empty ones until they are first asked for. */
  private liveFrom = 0;
  private liveTo = -1;
  private settledFrom = 0;
  private settledTo = -1;

  constructor(kind: AdditiveKind, snapshot?: PaneSnapshot) {
    this.kind = kind;
    this.signed = snapshot?.signed ?? false;
    if (!snapshot) return;
    const { panes, slots } = snapshot;
    for (let i = 0; i < panes.length; i++) {
      this.cells.push(panes[i] as number);
      for (let j = 0; j < kind.stride; j++) this.cells.push(slots[i * kind.stride + j] as number);
      this.apply(TOTAL, i * (kind.stride + 1), 1);
    }
  }

  get size(): number {
    return (this.cells.length - this.head) / (this.kind.stride + 1);
  }

  get newest(): number | undefined {
    return this.cells.length > this.head ? this.cells[this.cells.length - this.kind.stride - 1] : undefined;
  }

  /** Adds to the sums of a pane. */
  add(pane: number, a: number, b: number, c: number): void {
    if (a < 0 || b < 0) this.signed = true;
    const { stride } = this.kind;
    const at = this.cellOf(pane);
    const cells = this.cells;
    cells[at + 1] = (cells[at + 1] as number) + a;
    if (stride > 1) cells[at + 2] = (cells[at + 2] as number) + b;
    if (stride > 2) cells[at + 3] = (cells[at + 3] as number) + c;
    this.addTo(TOTAL, a, b, c);
    if (pane >= this.liveFrom && pane <= this.liveTo) this.addTo(LIVE, a, b, c);
    if (pane >= this.settledFrom && pane <= this.settledTo) this.addTo(SETTLED, a, b, c);
  }

  bound(): number {
    return this.signed ? Number.POSITIVE_INFINITY : this.kind.boundOf(this.sums[TOTAL] as number, this.sums[TOTAL + 1] as number);
  }

  value(view: ViewName, from: number, to: number): number | null {
    const base = view === "live" ? this.moveLive(from, to) : this.moveSettled(from, to);
    const sums = this.sums;
    return this.kind.valueOf(sums[base] as number, sums[base + 1] as number, sums[base + 2] as number);
  }

  expire(pane: number): void {
    const cells = this.cells;
    while (this.head < cells.length && (cells[this.head] as number) < pane) this.dropHead();
    if (this.head === cells.length) this.clear();
    else if (this.head >= COMPACT_AT && this.head * 2 >= cells.length) {
      cells.splice(0, this.head);
      this.head = 0;
    }
  }

  snapshot(): PaneSnapshot {
    const panes: number[] = [];
    const slots: number[] = [];
    for (let i = this.head; i < this.cells.length; i++) {
      const into = (i - this.head) % (this.kind.stride + 1) === 0 ? panes : slots;
      into.push(this.cells[i] as number);
    }
    return { panes, slots, signed: this.signed };
  }

  private dropHead(): void {
    const pane = this.cells[this.head] as number;
    this.apply(TOTAL, this.head, -1);
    if (pane >= this.liveFrom && pane <= this.liveTo) {
      this.apply(LIVE, this.head, -1);
      this.liveFrom = pane + 1;
    }
    if (pane >= this.settledFrom && pane <= this.settledTo) {
      this.apply(SETTLED, this.head, -1);
      this.settledFrom = pane + 1;
    }
    this.head += this.kind.stride + 1;
  }

  private clear(): void {
    if (this.head === 0) return;
    this.cells.length = 0;
    this.head = 0;
    this.signed = false;
  }

  /** Events mostly arrive in order, so the pane is nearly always the last one or a new one behind it. */
  private cellOf(pane: number): number {
    const cells = this.cells;
    const width = this.kind.stride + 1;
    const last = cells.length - width;
    if (last >= this.head && cells[last] === pane) return last;
    if (last < this.head || (cells[last] as number) < pane) {
      cells.push(pane);
      for (let i = 1; i < width; i++) cells.push(0);
      return last + width;
    }
    const at = this.lowerCell(pane);
    if (cells[at] !== pane) cells.splice(at, 0, pane, ...[0, 0, 0].slice(0, width - 1));
    return at;
  }

  /** The first cell whose pane is not before `pane`. */
  private lowerCell(pane: number): number {
    const width = this.kind.stride + 1;
    let low = 0;
    let high = (this.cells.length - this.head) / width;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.cells[this.head + middle * width] as number) < pane) low = middle + 1;
      else high = middle;
    }
    return this.head + low * width;
  }

  private moveLive(from: number, to: number): number {
    if (from === this.liveFrom && to === this.liveTo) return LIVE;
    this.move(LIVE, this.liveFrom, this.liveTo, from, to);
    this.liveFrom = from;
    this.liveTo = to;
    return LIVE;
  }

  private moveSettled(from: number, to: number): number {
    if (from === this.settledFrom && to === this.settledTo) return SETTLED;
    this.move(SETTLED, this.settledFrom, this.settledTo, from, to);
    this.settledFrom = from;
    this.settledTo = to;
    return SETTLED;
  }

  /** Makes the sums of one range those of another, by what leaves and what enters where they overlap. */
  private move(base: number, oldFrom: number, oldTo: number, from: number, to: number): void {
    if (from < oldFrom || to < oldTo || from > oldTo) {
      this.sums[base] = this.sums[base + 1] = this.sums[base + 2] = 0;
      this.applyRange(base, from, to, 1);
      return;
    }
    if (oldFrom !== from) this.applyRange(base, oldFrom, from - 1, -1);
    if (oldTo !== to) this.applyRange(base, oldTo + 1, to, 1);
  }

  private applyRange(base: number, from: number, to: number, sign: 1 | -1): void {
    const cells = this.cells;
    const width = this.kind.stride + 1;
    const end = cells.length;
    // What enters is mostly at the end and what leaves at the beginning: neither needs a search.
    let at = end > this.head && (cells[end - width] as number) < from ? end : this.head;
    if (at < end && (cells[at] as number) < from) at = this.lowerCell(from);
    for (; at < end && (cells[at] as number) <= to; at += width) this.apply(base, at, sign);
  }

  private apply(base: number, at: number, sign: 1 | -1): void {
    const { cells, sums } = this;
    const { stride } = this.kind;
    sums[base] = (sums[base] as number) + sign * (cells[at + 1] as number);
    if (stride > 1) sums[base + 1] = (sums[base + 1] as number) + sign * (cells[at + 2] as number);
    if (stride > 2) sums[base + 2] = (sums[base + 2] as number) + sign * (cells[at + 3] as number);
  }

  private addTo(base: number, a: number, b: number, c: number): void {
    const { sums } = this;
    sums[base] = (sums[base] as number) + a;
    if (b !== 0) sums[base + 1] = (sums[base + 1] as number) + b;
    if (c !== 0) sums[base + 2] = (sums[base + 2] as number) + c;
  }
}
