import type { AttributeValue } from "../../shared/events.ts";

/** Up to this many values are counted exactly. */
export const EXACT_VALUES = 256;

/** Up to this many a list is quicker than a set. */
const FEW_VALUES = 12;

const PRECISION = 12;
const REGISTERS = 1 << PRECISION;
/** Bits of the hash that are left for the rank. */
const RANK_BITS = 32 - PRECISION;
const ALPHA_INFINITY = 1 / (2 * Math.LN2);

/** Standard error of the estimate beyond {@link EXACT_VALUES}, as a fraction: 1.04 / √4096. */
export const DISTINCT_ERROR = 1.04 / Math.sqrt(REGISTERS);

export type DistinctSnapshot = { readonly values: AttributeValue[] } | { readonly registers: Uint8Array };

/**
 * How many different values have been added: exact up to {@link EXACT_VALUES}, by HyperLogLog beyond. What it holds is a
 * function of the set of values alone, so merging is associative and commutative.
 *
 * Source: O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017), the improved raw estimator.
 */
export class DistinctSketch {
  private exact: FewValues | Set<AttributeValue> | undefined;
  private registers: Uint8Array | undefined;
  /** How many registers hold each rank, so that an estimate need not look at them all. */
  private ranks: number[] = [];
  private cached: number | undefined;

  constructor(snapshot?: DistinctSnapshot) {
    if (snapshot && "registers" in snapshot) this.setRegisters(snapshot.registers.slice());
    else this.exact = exactOf(snapshot?.values ?? []);
  }

  add(value: AttributeValue): void {
    const { exact } = this;
    if (!exact) return this.addHash(hashOf(value));
    exact.add(value);
    if (exact instanceof FewValues) {
      if (exact.size > FEW_VALUES) this.exact = new Set(exact);
    } else if (exact.size > EXACT_VALUES) this.leaveExact(exact);
  }

  /** All values added; undefined when they were too many to be kept. */
  values(): Iterable<AttributeValue> | undefined {
    return this.exact;
  }

  merge(other: DistinctSketch): void {
    if (other.exact) {
      for (const value of other.exact) this.add(value);
      return;
    }
    if (this.exact) this.leaveExact(this.exact);
    const theirs = other.registers as Uint8Array;
    for (let i = 0; i < REGISTERS; i++) this.raise(i, theirs[i] as number);
  }

  copy(): DistinctSketch {
    return new DistinctSketch(this.exact ? { values: [...this.exact] } : { registers: this.registers as Uint8Array });
  }

  /** The number of different values. */
  estimate(): number {
    if (this.exact) return this.exact.size;
    this.cached ??= this.estimateRegisters();
    return this.cached;
  }

  snapshot(): DistinctSnapshot {
    return this.exact ? { values: [...this.exact] } : { registers: (this.registers as Uint8Array).slice() };
  }

  private leaveExact(values: Iterable<AttributeValue>): void {
    this.exact = undefined;
    this.setRegisters(new Uint8Array(REGISTERS));
    for (const value of values) this.addHash(hashOf(value));
  }

  private setRegisters(registers: Uint8Array): void {
    this.registers = registers;
    this.ranks = new Array<number>(RANK_BITS + 2).fill(0);
    for (const rank of registers) this.ranks[rank] = (this.ranks[rank] as number) + 1;
  }

  private addHash(hash: number): void {
    const rest = (hash << PRECISION) >>> 0;
    this.raise(hash >>> RANK_BITS, rest === 0 ? RANK_BITS + 1 : Math.clz32(rest) + 1);
  }

  private raise(index: number, rank: number): void {
    const registers = this.registers as Uint8Array;
    const old = registers[index] as number;
    if (rank <= old) return;
    registers[index] = rank;
    this.ranks[old] = (this.ranks[old] as number) - 1;
    this.ranks[rank] = (this.ranks[rank] as number) + 1;
    this.cached = undefined;
  }

  private estimateRegisters(): number {
    let z = REGISTERS * tau(1 - (this.ranks[RANK_BITS + 1] as number) / REGISTERS);
    for (let rank = RANK_BITS; rank >= 1; rank--) z = 0.5 * (z + (this.ranks[rank] as number));
    z += REGISTERS * sigma((this.ranks[0] as number) / REGISTERS);
    return Math.round((ALPHA_INFINITY * REGISTERS * REGISTERS) / z);
  }
}

/** A set of a few values as a list: most panes hold one or two, and a hash table for each would be most of an engine's memory. */
class FewValues {
  private readonly values: AttributeValue[];

  constructor(values: readonly AttributeValue[]) {
    this.values = values.slice();
  }

  get size(): number {
    return this.values.length;
  }

  add(value: AttributeValue): void {
    if (!this.values.includes(value)) this.values.push(value);
  }

  [Symbol.iterator](): Iterator<AttributeValue> {
    return this.values[Symbol.iterator]();
  }
}

function exactOf(values: readonly AttributeValue[]): FewValues | Set<AttributeValue> {
  return values.length <= FEW_VALUES ? new FewValues(values) : new Set(values);
}

function sigma(x: number): number {
  if (x === 1) return Number.POSITIVE_INFINITY;
  let power = x;
  let factor = 1;
  let sum = x;
  for (let before = -1; before !== sum; ) {
    power *= power;
    before = sum;
    sum += power * factor;
    factor += factor;
  }
  return sum;
}

function tau(x: number): number {
  if (x === 0 || x === 1) return 0;
  let root = x;
  let factor = 1;
  let sum = 1 - x;
  for (let before = -1; before !== sum; ) {
    root = Math.sqrt(root);
    before = sum;
    factor *= 0.5;
    sum -= (1 - root) ** 2 * factor;
  }
  return sum / 3;
}

/** The last value that was hashed: a pane and the views over it all ask for the same one. */
const last: { value: AttributeValue; hash: number } = { value: "", hash: hash32("") };

function hashOf(value: AttributeValue): number {
  if (value !== last.value) {
    last.hash = hash32(value);
    last.value = value;
  }
  return last.hash;
}

/** MurmurHash3 (A. Appleby), 32 bits, over UTF-16 code units; a value's kind is hashed with it, so that 1 and "1" differ. */
function hash32(value: AttributeValue): number {
  const text = typeof value === "string" ? value : `${typeof value}:${String(value)}`;
  let hash = typeof value === "string" ? 0x9747b28c : 0x5bd1e995;
  for (let i = 0; i < text.length; i++) {
    let unit = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    unit = Math.imul((unit << 15) | (unit >>> 17), 0x1b873593);
    hash ^= unit;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash ^= text.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
