import { COMPACT_AT, type PaneSnapshot, type PaneWindow, type ViewName } from "./pane-window.ts";
import { type Row, RowPool } from "./row-pool.ts";

/** What an event adds to the sums: 1; 1 or 0 and 1; the whole part and the millionths of a value; these and 1. */
export type Summands = "one" | "share" | "value" | "valueAndOne";

/** How an aggregate fills up to three sums of integers, and reads its value off them. */
export interface AdditiveKind {
  readonly summands: Summands;
  /** Sums kept a pane, 1 to 3. */
  readonly stride: 1 | 2 | 3;
  readonly valueOf: (s0: number, s1: number, s2: number) => number | null;
  /** Not below the value of any of the windows within panes of these sums; `extra` as {@link EXTRA} says. */
  readonly boundOf: (s0: number, s1: number, extra: number) => number;
}

/** Sums of values are kept in units of 10⁻⁶. */
export const SCALE = 1_000_000;
/** A value beyond ±10¹² counts as ±10¹² in sums and averages, which keeps every sum of 9,000 of them exact. */
const MAX_SUMMAND = 1e12;

/*
 * The row of a group: the newest pane's number (NaN when there is none), the oldest pane's, an extra number, the newest pane's
 * sums, the sums of all panes.
 */
const NEWEST = 0;
export const OLDEST = 1;
/** Of sums: infinite once a negative value has come in, after which nothing bounds them. Of averages: the largest value. */
const EXTRA = 2;
const SUMS = 3;

export function rowWidth({ stride }: AdditiveKind): number {
  return SUMS + 2 * stride;
}

/** Adds to the newest pane if it is `pane`; otherwise returns false, and the window has to {@link AdditiveWindow.add} it. */
export function addToNewest(kind: AdditiveKind, numbers: Float64Array, row: number, pane: number, amount: number): boolean {
  if (numbers[row] !== pane) return false;
  const sums = row + SUMS;
  switch (kind.summands) {
    case "one":
      bump(numbers, sums, 1);
      bump(numbers, sums + 1, 1);
      return true;
    case "share":
      bump(numbers, sums, amount);
      bump(numbers, sums + 1, 1);
      bump(numbers, sums + 2, amount);
      bump(numbers, sums + 3, 1);
      return true;
    case "value":
      addValue(numbers, sums, 2, amount);
      if (amount < 0) numbers[row + EXTRA] = Number.POSITIVE_INFINITY;
      return true;
    case "valueAndOne":
      addValue(numbers, sums, 3, amount);
      bump(numbers, sums + 2, 1);
      bump(numbers, sums + 5, 1);
      if (amount > (numbers[row + EXTRA] as number)) numbers[row + EXTRA] = amount;
      return true;
  }
}

export function boundOfRow(kind: AdditiveKind, numbers: Float64Array, row: number): number {
  const totals = row + SUMS + kind.stride;
  return kind.boundOf(numbers[totals] as number, numbers[totals + 1] as number, numbers[row + EXTRA] as number);
}

function bump(numbers: Float64Array, at: number, by: number): void {
  numbers[at] = (numbers[at] as number) + by;
}

/** Adds a value's whole part and its millionths, both integers of the value's sign, to the newest pane and to all panes. */
function addValue(numbers: Float64Array, sums: number, stride: number, value: number): void {
  const bounded = Math.min(MAX_SUMMAND, Math.max(-MAX_SUMMAND, value));
  const whole = Math.trunc(bounded);
  const millionths = Math.round((bounded - whole) * SCALE);
  bump(numbers, sums, whole);
  bump(numbers, sums + 1, millionths);
  bump(numbers, sums + stride, whole);
  bump(numbers, sums + stride + 1, millionths);
}

/** Places in `views`: the sums of each view. */
const LIVE = 0;
const SETTLED = 3;

/**
 * Panes whose values add up. The sums are integers below 2^53, so that a pane that leaves a view is taken off by an exact
 * subtraction and no rounding can stay behind. The newest pane's sums and those of all panes are in the group's row, where most
 * events find all they need; what they have added there is taken over when the older panes or a view are next asked for.
 */
export class AdditiveWindow implements PaneWindow {
  private readonly kind: AdditiveKind;
  private readonly pool: RowPool;
  private row: number;
  /** Pane by pane: its number, then its sums. */
  private readonly cells: number[] = [];
  private readonly views = [0, 0, 0, 0, 0, 0];
  /** Index of the first cell that counts. */
  private head = 0;
  /** Ranges of the views; empty ones until they are first asked for. */
  private liveFrom = 0;
  private liveTo = -1;
  private settledFrom = 0;
  private settledTo = -1;

  constructor(kind: AdditiveKind, row?: Row, snapshot?: PaneSnapshot) {
    this.kind = kind;
    this.pool = row?.pool ?? new RowPool();
    this.row = row?.at ?? this.pool.take(rowWidth(kind));
    this.clearRow();
    if (snapshot) this.restore(snapshot);
  }

  get size(): number {
    return (this.cells.length - this.head) / (this.kind.stride + 1);
  }

  /** Its row has moved to another place of the pool. */
  moveTo(row: number): void {
    this.row = row;
  }

  /** Adds an event's amount to a pane. */
  add(pane: number, amount: number): void {
    if (addToNewest(this.kind, this.pool.numbers, this.row, pane, amount)) return;
    this.sync();
    const at = this.cellOf(pane);
    const { numbers } = this.pool;
    // An older pane takes the place of the newest in the row for this one event.
    this.showCell(at);
    addToNewest(this.kind, numbers, this.row, pane, amount);
    this.takeOver(at);
    this.publish();
  }

  bound(): number {
    return boundOfRow(this.kind, this.pool.numbers, this.row);
  }

  value(view: ViewName, from: number, to: number): number | null {
    this.sync();
    const base = view === "live" ? this.moveLive(from, to) : this.moveSettled(from, to);
    const sums = this.views;
    return this.kind.valueOf(sums[base] as number, sums[base + 1] as number, sums[base + 2] as number);
  }

  expire(pane: number): void {
    if (!((this.pool.numbers[this.row + OLDEST] as number) < pane)) return;
    this.sync();
    const cells = this.cells;
    while (this.head < cells.length && (cells[this.head] as number) < pane) this.dropHead();
    if (this.head === cells.length) {
      cells.length = 0;
      this.head = 0;
      this.clearRow();
      return;
    }
    if (this.head >= COMPACT_AT && this.head * 2 >= cells.length) {
      cells.splice(0, this.head);
      this.head = 0;
    }
    this.publish();
  }

  snapshot(): PaneSnapshot {
    this.sync();
    const panes: number[] = [];
    const slots: number[] = [];
    for (let i = this.head; i < this.cells.length; i++) {
      const into = (i - this.head) % (this.kind.stride + 1) === 0 ? panes : slots;
      into.push(this.cells[i] as number);
    }
    return { panes, slots, extra: this.pool.numbers[this.row + EXTRA] as number };
  }

  private restore({ panes, slots, extra }: PaneSnapshot): void {
    const { stride } = this.kind;
    const totals = this.row + SUMS + stride;
    for (let i = 0; i < panes.length; i++) {
      this.cells.push(panes[i] as number);
      for (let j = 0; j < stride; j++) {
        const sum = slots[i * stride + j] as number;
        this.cells.push(sum);
        bump(this.pool.numbers, totals + j, sum);
      }
    }
    if (panes.length === 0) return;
    this.pool.numbers[this.row + EXTRA] = extra;
    this.publish();
  }

  /** A row without panes. Nothing is below minus infinity, so that the first value becomes the largest. */
  private clearRow(): void {
    const { numbers } = this.pool;
    numbers.fill(0, this.row, this.row + rowWidth(this.kind));
    numbers[this.row + NEWEST] = Number.NaN;
    numbers[this.row + OLDEST] = Number.POSITIVE_INFINITY;
    if (this.kind.summands === "valueAndOne") numbers[this.row + EXTRA] = Number.NEGATIVE_INFINITY;
  }

  /** Takes over what has been added to the newest pane in the row. */
  private sync(): void {
    const last = this.cells.length - this.kind.stride - 1;
    if (last >= this.head) this.takeOver(last);
  }

  /** Brings a cell, and the views over it, up to the sums that are shown in the row. */
  private takeOver(at: number): void {
    const { cells, views } = this;
    const { numbers } = this.pool;
    const pane = cells[at] as number;
    const live = pane >= this.liveFrom && pane <= this.liveTo;
    const settled = pane >= this.settledFrom && pane <= this.settledTo;
    for (let j = 0; j < this.kind.stride; j++) {
      const sum = numbers[this.row + SUMS + j] as number;
      const more = sum - (cells[at + 1 + j] as number);
      if (more === 0) continue;
      cells[at + 1 + j] = sum;
      if (live) views[LIVE + j] = (views[LIVE + j] as number) + more;
      if (settled) views[SETTLED + j] = (views[SETTLED + j] as number) + more;
    }
  }

  /** Shows a cell in the row. */
  private showCell(at: number): void {
    const { numbers } = this.pool;
    numbers[this.row + NEWEST] = this.cells[at] as number;
    for (let j = 0; j < this.kind.stride; j++) numbers[this.row + SUMS + j] = this.cells[at + 1 + j] as number;
  }

  /** Shows the newest cell in the row, and where the oldest is. */
  private publish(): void {
    this.showCell(this.cells.length - this.kind.stride - 1);
    this.pool.numbers[this.row + OLDEST] = this.cells[this.head] as number;
  }

  private dropHead(): void {
    const { cells, head } = this;
    const { numbers } = this.pool;
    const totals = this.row + SUMS + this.kind.stride;
    for (let j = 0; j < this.kind.stride; j++) bump(numbers, totals + j, -(cells[head + 1 + j] as number));
    const pane = cells[head] as number;
    if (pane >= this.liveFrom && pane <= this.liveTo) {
      this.apply(LIVE, head, -1);
      this.liveFrom = pane + 1;
    }
    if (pane >= this.settledFrom && pane <= this.settledTo) {
      this.apply(SETTLED, head, -1);
      this.settledFrom = pane + 1;
    }
    this.head += this.kind.stride + 1;
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
      this.views[base] = this.views[base + 1] = this.views[base + 2] = 0;
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
    const { cells, views } = this;
    const { stride } = this.kind;
    views[base] = (views[base] as number) + sign * (cells[at + 1] as number);
    if (stride > 1) views[base + 1] = (views[base + 1] as number) + sign * (cells[at + 2] as number);
    if (stride > 2) views[base + 2] = (views[base + 2] as number) + sign * (cells[at + 3] as number);
  }
}
