const FIRST_CAPACITY = 1 << 12;

/**
 * Runs of numbers in one array for all groups of an engine. An event then fetches the few lines of memory that hold its groups'
 * numbers and nothing else; objects for each group would make it four times as many. No run begins at 0, so that it can mean none.
 */
export class RowPool {
  /** Replaced when it grows: read it anew after anything that may take a run. */
  numbers = new Float64Array(FIRST_CAPACITY);
  private used = 1;
  /** Runs given back, by their width. */
  private readonly free: number[][] = [];

  /** Where a run of `width` numbers begins, all of them NaN. */
  take(width: number): number {
    const row = this.free[width]?.pop() ?? this.extend(width);
    for (let i = row; i < row + width; i++) this.numbers[i] = Number.NaN;
    return row;
  }

  giveBack(row: number, width: number): void {
    while (this.free.length <= width) this.free.push([]);
    this.free[width]?.push(row);
  }

  private extend(width: number): number {
    const row = this.used;
    this.used += width;
    if (this.used > this.numbers.length) {
      const larger = new Float64Array(Math.max(this.used, this.numbers.length * 2));
      larger.set(this.numbers);
      this.numbers = larger;
    }
    return row;
  }
}
