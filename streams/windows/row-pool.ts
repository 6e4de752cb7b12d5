const FIRST_CAPACITY = 1 << 12;

/**
 * Runs of numbers in one array for all groups of an engine. An event then fetches the few lines of memory that hold its groups'
 * numbers and nothing else; an object for each group would make it four times as many.
 */
export class RowPool {
  /** Replaced when it grows: read it anew after anything that may take a row. */
  numbers = new Float64Array(FIRST_CAPACITY);
  private used = 0;
  /** Rows given back, by their width. */
  private readonly free = new Map<number, number[]>();

  /** Where a run of `width` numbers begins, all of them NaN. */
  take(width: number): number {
    const reused = this.free.get(width)?.pop();
    if (reused !== undefined) {
      this.numbers.fill(Number.NaN, reused, reused + width);
      return reused;
    }
    const row = this.used;
    this.used += width;
    if (this.used > this.numbers.length) this.grow();
    this.numbers.fill(Number.NaN, row, row + width);
    return row;
  }

  giveBack(row: number, width: number): void {
    const rows = this.free.get(width);
    if (rows) rows.push(row);
    else this.free.set(width, [row]);
  }

  private grow(): void {
    const larger = new Float64Array(Math.max(this.used, this.numbers.length * 2));
    larger.set(this.numbers);
    this.numbers = larger;
  }
}

/** A place for the numbers of one window. */
export interface Row {
  readonly pool: RowPool;
  readonly at: number;
}
