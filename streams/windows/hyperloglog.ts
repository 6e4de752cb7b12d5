const PRECISION = 12;
const REGISTERS = 1 << PRECISION;
/** Bits of the hash that are left for the rank. */
const RANK_BITS = 32 - PRECISION;
const LARGEST_RANK = RANK_BITS + 1;
const ALPHA_INFINITY = 1 / (2 * Math.LN2);

/** Standard error of an estimate, as a fraction: 1.04 / √4096. */
export const HYPERLOGLOG_ERROR = 1.04 / Math.sqrt(REGISTERS);

/** What a register of each rank adds to {@link HyperLogLog.sum}; the first and the last rank are reckoned apart. */
const WEIGHTS = Float64Array.from({ length: LARGEST_RANK + 1 }, (_, rank) =>
  rank === 0 || rank === LARGEST_RANK ? 0 : 2 ** (RANK_BITS - rank),
);

/**
 * Estimates how many different hashes were added, of 32 bits each. What it holds is a function of their set alone, so merging is
 * associative and commutative.
 *
 * Source: O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017), the improved raw estimator. Its sum over
 * the registers is kept as they change, an integer, so that an estimate costs no more than adding does.
 */
export class HyperLogLog {
  private readonly registers: Uint8Array;
  /** Registers of the first and of the last rank. */
  private empty = REGISTERS;
  private full = 0;
  /** Σ 2^(20 − rank) over the others, below 2^32. */
  private sum = 0;

  constructor(registers?: Uint8Array) {
    this.registers = registers ? registers.slice() : new Uint8Array(REGISTERS);
    if (!registers) return;
    for (const rank of registers) this.count(0, rank);
  }

  add(hash: number): void {
    const rest = hash << PRECISION;
    this.raise(hash >>> RANK_BITS, rest === 0 ? LARGEST_RANK : Math.clz32(rest) + 1);
  }

  merge({ registers }: HyperLogLog): void {
    const mine = this.registers;
    for (let i = 0; i < REGISTERS; i++) if ((registers[i] as number) > (mine[i] as number)) this.raise(i, registers[i] as number);
  }

  copy(): HyperLogLog {
    const copy = new HyperLogLog();
    copy.registers.set(this.registers);
    copy.empty = this.empty;
    copy.full = this.full;
    copy.sum = this.sum;
    return copy;
  }

  estimate(): number {
    const ranks = this.sum / 2 ** RANK_BITS;
    const fullRanks = this.full === 0 ? 0 : (REGISTERS * tau(1 - this.full / REGISTERS)) / 2 ** RANK_BITS;
    const z = fullRanks + ranks + REGISTERS * (SIGMAS[this.empty] as number);
    return Math.round((ALPHA_INFINITY * REGISTERS * REGISTERS) / z);
  }

  snapshot(): Uint8Array {
    return this.registers.slice();
  }

  private raise(index: number, rank: number): void {
    const old = this.registers[index] as number;
    if (rank <= old) return;
    this.registers[index] = rank;
    this.count(old, rank);
  }

  /** A register has gone from one rank to another. */
  private count(from: number, to: number): void {
    if (to === from) return;
    if (from === 0) this.empty--;
    if (to === LARGEST_RANK) this.full++;
    this.sum += (WEIGHTS[to] as number) - (WEIGHTS[from] as number);
  }
}

/** σ of the share of empty registers, for each number of them. */
const SIGMAS = Float64Array.from({ length: REGISTERS + 1 }, (_, empty) => sigma(empty / REGISTERS));

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
