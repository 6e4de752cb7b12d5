import type { PaneSnapshot } from "./pane-window.ts";
import type { RowPool } from "./row-pool.ts";

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
 * The row of a group: the newest pane there has been, the oldest that is held (infinite when none is), an extra number, the first
 * and the last of the cells of older panes, then the sums of the newest pane and those of all panes.
 */
export const NEWEST = 0;
export const OLDEST = 1;
/** Of sums: infinite once a negative value has come in, after which nothing bounds them. Of averages: the largest value. */
const EXTRA = 2;
const FIRST_CELL = 3;
const LAST_CELL = 4;
export const SUMS = 5;

/* The cell of an older pane: its number, the cells before and after it, its sums. */
export const PANE = 0;
export const BEFORE = 1;
const AFTER = 2;
export const CELL_SUMS = 3;

/** Who keeps sums over some of the panes and has to hear of changes to other panes than the newest. */
export interface PaneListener {
  /** To be called before any of the others: takes over what has been added to the newest pane. */
  sync(): void;
  /** A pane is about to be dropped; `sums` is where its sums are. */
  dropping(pane: number, sums: number): void;
  /** The sums at `sums` have come to a pane, `sign` times. */
  changed(pane: number, sums: number, sign: 1 | -1): void;
}

/**
 * Panes whose values add up, of many groups. The sums are integers below 2^53, so that what leaves is taken off by an exact
 * subtraction. Panes older than a group's newest are a list of cells, ascending, in the same pool.
 */
export class AdditiveRows {
  readonly kind: AdditiveKind;
  readonly pool: RowPool;
  readonly width: number;
  private readonly cellWidth: number;

  constructor(kind: AdditiveKind, pool: RowPool) {
    this.kind = kind;
    this.pool = pool;
    this.width = SUMS + 2 * kind.stride;
    this.cellWidth = CELL_SUMS + kind.stride;
  }

  /** Makes a row one without panes. Nothing is below minus infinity, so that the first value becomes the largest. */
  clear(row: number): void {
    const { numbers } = this.pool;
    numbers.fill(0, row + EXTRA, row + this.width);
    numbers[row + OLDEST] = Number.POSITIVE_INFINITY;
    if (this.kind.summands === "valueAndOne") numbers[row + EXTRA] = Number.NEGATIVE_INFINITY;
  }

  bound(row: number): number {
    const { numbers } = this.pool;
    const totals = row + SUMS + this.kind.stride;
    return this.kind.boundOf(numbers[totals] as number, numbers[totals + 1] as number, numbers[row + EXTRA] as number);
  }

  /** Adds an event's amount to a pane. */
  add(row: number, pane: number, amount: number, listener: PaneListener | undefined): void {
    const newest = this.pool.numbers[row] as number;
    if (pane < newest) return this.addToOlder(row, pane, amount, listener);
    if (pane !== newest) this.begin(row, pane);
    else if ((this.pool.numbers[row + OLDEST] as number) > pane) this.pool.numbers[row + OLDEST] = pane;
    this.fill(row, row + SUMS, amount);
  }

  /** Drops all panes before `pane`. */
  expire(row: number, pane: number, listener: PaneListener | undefined): void {
    listener?.sync();
    const { numbers } = this.pool;
    const { stride } = this.kind;
    for (let cell = numbers[row + FIRST_CELL] as number; cell !== 0; cell = numbers[row + FIRST_CELL] as number) {
      const oldest = numbers[cell + PANE] as number;
      if (oldest >= pane) {
        numbers[row + OLDEST] = oldest;
        return;
      }
      listener?.dropping(oldest, cell + CELL_SUMS);
      for (let j = 0; j < stride; j++) bump(numbers, row + SUMS + stride + j, -(numbers[cell + CELL_SUMS + j] as number));
      this.unlinkFirst(row, cell);
    }
    const newest = numbers[row + NEWEST] as number;
    if (newest >= pane) numbers[row + OLDEST] = newest;
    else {
      listener?.dropping(newest, row + SUMS);
      this.clear(row);
    }
  }

  /** Gives the cells of a row back to the pool. */
  free(row: number): void {
    const { numbers } = this.pool;
    for (let cell = numbers[row + FIRST_CELL] as number; cell > 0; cell = numbers[row + FIRST_CELL] as number) this.unlinkFirst(row, cell);
  }

  /** Calls `visit` with each pane and where its sums are, the newest first, until it returns false. */
  eachFromNewest(row: number, visit: (pane: number, sums: number) => boolean): void {
    const { numbers } = this.pool;
    if (numbers[row + OLDEST] === Number.POSITIVE_INFINITY || !visit(numbers[row] as number, row + SUMS)) return;
    for (let cell = numbers[row + LAST_CELL] as number; cell !== 0; cell = numbers[cell + BEFORE] as number) {
      if (!visit(numbers[cell] as number, cell + CELL_SUMS)) return;
    }
  }

  /** The same with the oldest first. */
  eachFromOldest(row: number, visit: (pane: number, sums: number) => boolean): void {
    const { numbers } = this.pool;
    for (let cell = numbers[row + FIRST_CELL] as number; cell !== 0; cell = numbers[cell + AFTER] as number) {
      if (!visit(numbers[cell] as number, cell + CELL_SUMS)) return;
    }
    if (numbers[row + OLDEST] !== Number.POSITIVE_INFINITY) visit(numbers[row] as number, row + SUMS);
  }

  snapshot(row: number): PaneSnapshot {
    const panes: number[] = [];
    const slots: number[] = [];
    const { numbers } = this.pool;
    this.eachFromOldest(row, (pane, sums) => {
      panes.push(pane);
      for (let j = 0; j < this.kind.stride; j++) slots.push(numbers[sums + j] as number);
      return true;
    });
    return { panes, slots, extra: numbers[row + EXTRA] as number };
  }

  restore(row: number, { panes, slots, extra }: PaneSnapshot): void {
    const { stride } = this.kind;
    panes.forEach((pane, index) => {
      this.begin(row, pane);
      const { numbers } = this.pool;
      for (let j = 0; j < stride; j++) {
        const sum = slots[index * stride + j] as number;
        bump(numbers, row + SUMS + j, sum);
        bump(numbers, row + SUMS + stride + j, sum);
      }
    });
    if (panes.length > 0) this.pool.numbers[row + EXTRA] = extra;
  }

  /** Makes a later pane the newest; the one that was it becomes a cell. */
  private begin(row: number, pane: number): void {
    if (this.pool.numbers[row + OLDEST] === Number.POSITIVE_INFINITY) this.pool.numbers[row + OLDEST] = pane;
    else this.keepNewest(row);
    this.pool.numbers[row + NEWEST] = pane;
  }

  private keepNewest(row: number): void {
    const cell = this.pool.take(this.cellWidth);
    const { numbers } = this.pool;
    numbers[cell + PANE] = numbers[row + NEWEST] as number;
    for (let j = 0; j < this.kind.stride; j++) {
      numbers[cell + CELL_SUMS + j] = numbers[row + SUMS + j] as number;
      numbers[row + SUMS + j] = 0;
    }
    this.link(row, cell, numbers[row + LAST_CELL] as number);
  }

  /** Puts a cell behind another, or first. */
  private link(row: number, cell: number, before: number): void {
    const { numbers } = this.pool;
    const after = numbers[before === 0 ? row + FIRST_CELL : before + AFTER] as number;
    numbers[cell + BEFORE] = before;
    numbers[cell + AFTER] = after;
    numbers[before === 0 ? row + FIRST_CELL : before + AFTER] = cell;
    numbers[after === 0 ? row + LAST_CELL : after + BEFORE] = cell;
  }

  private unlinkFirst(row: number, cell: number): void {
    const { numbers } = this.pool;
    const after = numbers[cell + AFTER] as number;
    numbers[row + FIRST_CELL] = after;
    numbers[after === 0 ? row + LAST_CELL : after + BEFORE] = 0;
    this.pool.giveBack(cell, this.cellWidth);
  }

  /** Events mostly arrive in order, so an older pane is looked for from the newest back. */
  private addToOlder(row: number, pane: number, amount: number, listener: PaneListener | undefined): void {
    listener?.sync();
    const { numbers } = this.pool;
    let before = numbers[row + LAST_CELL] as number;
    while (before !== 0 && (numbers[before] as number) > pane) before = numbers[before + BEFORE] as number;
    const known = before !== 0 && numbers[before] === pane;
    const cell = known ? before : this.insert(row, pane, before);
    listener?.changed(pane, cell + CELL_SUMS, -1);
    this.fill(row, cell + CELL_SUMS, amount);
    listener?.changed(pane, cell + CELL_SUMS, 1);
  }

  private insert(row: number, pane: number, before: number): number {
    // Without panes there is no newest one yet that an older one could be behind: it is empty, and dropped with the others.
    const cell = this.pool.take(this.cellWidth);
    const { numbers } = this.pool;
    numbers.fill(0, cell, cell + this.cellWidth);
    numbers[cell + PANE] = pane;
    this.link(row, cell, before);
    if (pane < (numbers[row + OLDEST] as number)) numbers[row + OLDEST] = pane;
    return cell;
  }

  /** Adds to a pane's sums and to those of all panes. */
  private fill(row: number, sums: number, amount: number): void {
    const { numbers } = this.pool;
    const totals = row + SUMS + this.kind.stride;
    switch (this.kind.summands) {
      case "one":
        bump(numbers, sums, 1);
        bump(numbers, totals, 1);
        return;
      case "share":
        bump(numbers, sums, amount);
        bump(numbers, sums + 1, 1);
        bump(numbers, totals, amount);
        bump(numbers, totals + 1, 1);
        return;
      case "value":
        fillValue(numbers, sums, totals, amount);
        if (amount < 0) numbers[row + EXTRA] = Number.POSITIVE_INFINITY;
        return;
      case "valueAndOne":
        fillValue(numbers, sums, totals, amount);
        bump(numbers, sums + 2, 1);
        bump(numbers, totals + 2, 1);
        if (amount > (numbers[row + EXTRA] as number)) numbers[row + EXTRA] = amount;
    }
  }
}

function bump(numbers: Float64Array, at: number, by: number): void {
  numbers[at] = (numbers[at] as number) + by;
}

/** Adds a value's whole part and its millionths, both integers of the value's sign. */
function fillValue(numbers: Float64Array, sums: number, totals: number, value: number): void {
  const bounded = Math.min(MAX_SUMMAND, Math.max(-MAX_SUMMAND, value));
  const whole = Math.trunc(bounded);
  const millionths = Math.round((bounded - whole) * SCALE);
  bump(numbers, sums, whole);
  bump(numbers, sums + 1, millionths);
  bump(numbers, totals, whole);
  bump(numbers, totals + 1, millionths);
}
