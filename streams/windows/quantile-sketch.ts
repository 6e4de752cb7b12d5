/** Up to this many values are kept as they are. */
export const EXACT_NUMBERS = 256;

/** Relative error of a percentile beyond {@link EXACT_NUMBERS} values. */
export const PERCENTILE_ERROR = 0.01;

const GAMMA = (1 + PERCENTILE_ERROR) / (1 - PERCENTILE_ERROR);
const LOG_GAMMA = Math.log(GAMMA);
/** Values closer to 0 than this count as 0, values beyond this as this: it bounds the number of buckets. */
const SMALLEST = 1e-9;
const LARGEST = 1e15;

/** Counts by bucket number, a dense run from `first` on. */
interface Buckets {
  first: number;
  counts: number[];
  total: number;
}

export type QuantileSnapshot =
  | { readonly values: number[] }
  | { readonly positive: Readonly<Buckets>; readonly negative: Readonly<Buckets>; readonly zeros: number };

/**
 * Percentiles of the numbers added: exact up to {@link EXACT_NUMBERS} of them, within {@link PERCENTILE_ERROR} of the true
 * value beyond. What it holds is a function of the numbers alone, so merging is associative and commutative.
 *
 * Source: C. Masson, J. E. Rim, H. K. Lee, "DDSketch" (VLDB 2019), with logarithmic buckets of γ = (1 + α) / (1 − α).
 */
export class QuantileSketch {
  /** Ascending. */
  private exact: number[] | undefined;
  private positive: Buckets = emptyBuckets();
  private negative: Buckets = emptyBuckets();
  private zeros = 0;

  constructor(snapshot?: QuantileSnapshot) {
    if (!snapshot || "values" in snapshot) {
      this.exact = snapshot ? snapshot.values.slice() : [];
      return;
    }
    this.positive = copyBuckets(snapshot.positive);
    this.negative = copyBuckets(snapshot.negative);
    this.zeros = snapshot.zeros;
  }

  get size(): number {
    return this.exact ? this.exact.length : this.zeros + this.positive.total + this.negative.total;
  }

  add(value: number): void {
    if (!this.exact) return this.addBucket(value);
    // Adding 0 makes 0 of −0: which of the two came first must not matter.
    insertSorted(this.exact, value + 0);
    if (this.exact.length > EXACT_NUMBERS) this.leaveExact(this.exact);
  }

  merge(other: QuantileSketch): void {
    if (other.exact) {
      for (const value of other.exact) this.add(value);
      return;
    }
    if (this.exact) this.leaveExact(this.exact);
    addBuckets(this.positive, other.positive);
    addBuckets(this.negative, other.negative);
    this.zeros += other.zeros;
  }

  copy(): QuantileSketch {
    const { positive, negative, zeros } = this;
    return new QuantileSketch(this.exact ? { values: this.exact } : { positive, negative, zeros });
  }

  /** The value below which `percentile` (0–100) of the values lie: the one of rank ⌊p/100 · (n − 1)⌋. Null of nothing. */
  percentile(percentile: number): number | null {
    const { size } = this;
    if (size === 0) return null;
    const rank = Math.floor((percentile / 100) * (size - 1));
    return this.exact ? (this.exact[rank] as number) : this.atRank(rank);
  }

  snapshot(): QuantileSnapshot {
    if (this.exact) return { values: this.exact.slice() };
    return { positive: copyBuckets(this.positive), negative: copyBuckets(this.negative), zeros: this.zeros };
  }

  private leaveExact(values: readonly number[]): void {
    this.exact = undefined;
    for (const value of values) this.addBucket(value);
  }

  private addBucket(value: number): void {
    const size = Math.min(LARGEST, Math.abs(value));
    if (size < SMALLEST) this.zeros++;
    else count(value > 0 ? this.positive : this.negative, bucketOf(size), 1);
  }

  /** Negative values come first, the largest of them last, then zeros, then positive ones. */
  private atRank(rank: number): number {
    const { negative, positive, zeros } = this;
    if (rank < negative.total) return -bucketValue(nth(negative, negative.total - 1 - rank));
    if (rank < negative.total + zeros) return 0;
    return bucketValue(nth(positive, rank - negative.total - zeros));
  }
}

/** The last value that was looked up: a pane and the views over it all ask for the same one. */
const last = { size: 1, bucket: 0 };

function bucketOf(size: number): number {
  if (size !== last.size) {
    last.size = size;
    last.bucket = Math.ceil(Math.log(size) / LOG_GAMMA);
  }
  return last.bucket;
}

const FIRST_BUCKET = Math.ceil(Math.log(SMALLEST) / LOG_GAMMA);
/** The middles of all buckets, the first of them that of {@link SMALLEST}. */
const MIDDLES = Float64Array.from(
  { length: Math.ceil(Math.log(LARGEST) / LOG_GAMMA) - FIRST_BUCKET + 1 },
  (_, index) => (2 * GAMMA ** (FIRST_BUCKET + index)) / (GAMMA + 1),
);

/** The middle of a bucket in the relative sense: at most α off any value in it. */
function bucketValue(bucket: number): number {
  return MIDDLES[bucket - FIRST_BUCKET] as number;
}

/** Not below any percentile of numbers of which none is above `largest`. */
export function boundOfPercentile(largest: number): number {
  return Math.max(largest, -LARGEST) + Math.abs(largest) * 1.1 * PERCENTILE_ERROR + SMALLEST;
}

/** The bucket that holds the value of a rank, counted from the nearer end: high percentiles are asked for most. */
function nth(buckets: Buckets, rank: number): number {
  const { counts, first, total } = buckets;
  if (rank * 2 >= total) {
    let above = total - rank;
    for (let i = counts.length - 1; i >= 0; i--) {
      above -= counts[i] as number;
      if (above <= 0) return first + i;
    }
  }
  let left = rank;
  for (let i = 0; i < counts.length; i++) {
    left -= counts[i] as number;
    if (left < 0) return first + i;
  }
  return first + counts.length - 1;
}

function emptyBuckets(): Buckets {
  return { first: 0, counts: [], total: 0 };
}

function copyBuckets({ first, counts, total }: Readonly<Buckets>): Buckets {
  return { first, counts: counts.slice(), total };
}

function count(buckets: Buckets, bucket: number, by: number): void {
  const { counts } = buckets;
  if (counts.length === 0) buckets.first = bucket;
  while (bucket < buckets.first) {
    counts.unshift(0);
    buckets.first--;
  }
  while (bucket >= buckets.first + counts.length) counts.push(0);
  const index = bucket - buckets.first;
  counts[index] = (counts[index] as number) + by;
  buckets.total += by;
}

function addBuckets(into: Buckets, from: Buckets): void {
  for (let i = 0; i < from.counts.length; i++) {
    const by = from.counts[i] as number;
    if (by > 0) count(into, from.first + i, by);
  }
}

function insertSorted(values: number[], value: number): void {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  values.splice(low, 0, value);
}
