import type { AttributeValue } from "../../shared/events.ts";
import { HYPERLOGLOG_ERROR, HyperLogLog } from "./hyperloglog.ts";
import { hashOf } from "./value-hash.ts";
import { ValueSet } from "./value-set.ts";

/** Up to this many values are counted exactly. */
export const EXACT_VALUES = 256;

/** Standard error of the estimate beyond {@link EXACT_VALUES}, as a fraction. */
export const DISTINCT_ERROR = HYPERLOGLOG_ERROR;

export type DistinctSnapshot = { readonly values: AttributeValue[] } | { readonly registers: Uint8Array };

/**
 * How many different values have been added: exact up to {@link EXACT_VALUES}, by HyperLogLog beyond. What it holds is a
 * function of the set of values alone, so merging is associative and commutative.
 */
export class DistinctSketch {
  private counted: ValueSet | HyperLogLog;

  constructor(snapshot?: DistinctSnapshot) {
    if (snapshot && "registers" in snapshot) this.counted = new HyperLogLog(snapshot.registers);
    else this.counted = new ValueSet();
    if (snapshot && "values" in snapshot) for (const value of snapshot.values) this.add(value);
  }

  add(value: AttributeValue): void {
    this.addHashed(value, hashOf(value));
  }

  /** All values added; undefined when they were too many to be kept. */
  values(): Iterable<AttributeValue> | undefined {
    return this.counted instanceof ValueSet ? this.counted.toArray() : undefined;
  }

  merge(other: DistinctSketch): void {
    const theirs = other.counted;
    if (theirs instanceof ValueSet) theirs.each((value, hash) => this.addHashed(value, hash));
    else this.estimated().merge(theirs);
  }

  copy(): DistinctSketch {
    const copy = new DistinctSketch();
    copy.counted = this.counted.copy();
    return copy;
  }

  /** The number of different values. */
  estimate(): number {
    return this.counted instanceof ValueSet ? this.counted.size : this.counted.estimate();
  }

  snapshot(): DistinctSnapshot {
    return this.counted instanceof ValueSet ? { values: this.counted.toArray() } : { registers: this.counted.snapshot() };
  }

  private addHashed(value: AttributeValue, hash: number): void {
    const { counted } = this;
    if (counted instanceof HyperLogLog) return counted.add(hash);
    counted.add(value, hash);
    if (counted.size > EXACT_VALUES) this.estimated();
  }

  /** From now on by HyperLogLog. */
  private estimated(): HyperLogLog {
    if (this.counted instanceof HyperLogLog) return this.counted;
    const estimated = new HyperLogLog();
    this.counted.each((_value, hash) => estimated.add(hash));
    this.counted = estimated;
    return estimated;
  }
}
