import type { AttributeValue } from "../../../shared/events.ts";
import type { MetricInput } from "../../../shared/metrics.ts";

interface Item {
  readonly atMs: number;
  readonly value: AttributeValue;
  readonly hit: boolean;
}

/** The events of one group that are in the window, with the running totals the aggregates need. */
export class NaiveWindow {
  readonly #aggregate: MetricInput["aggregate"];
  readonly #sizeMs: number;
  readonly #events: Item[] = [];
  readonly #sorted: number[] = [];
  readonly #seen = new Map<AttributeValue, number>();
  #start = 0;
  #sum = 0;
  #hits = 0;

  constructor(aggregate: MetricInput["aggregate"], sizeMs: number) {
    this.#aggregate = aggregate;
    this.#sizeMs = sizeMs;
  }

  add(atMs: number, value: AttributeValue, hit: boolean): void {
    const item = { atMs, value, hit };
    this.#events.push(item);
    this.#count(item, 1);
    for (let first = this.#events[this.#start]; first && first.atMs <= atMs - this.#sizeMs; first = this.#events[++this.#start]) {
      this.#count(first, -1);
    }
  }

  value(): number {
    const { kind, percentile = 0 } = this.#aggregate;
    const count = this.#events.length - this.#start;
    if (kind === "count") return count;
    if (kind === "rate") return count / (this.#sizeMs / 1_000);
    if (kind === "ratio") return this.#hits / count;
    if (kind === "sum") return this.#sum;
    if (kind === "avg") return this.#sum / count;
    if (kind === "distinct") return this.#seen.size;
    if (kind === "max") return this.#sorted.at(-1) ?? Number.NaN;
    if (kind === "percentile") return this.#sorted[Math.floor((percentile / 100) * (this.#sorted.length - 1))] ?? Number.NaN;
    throw new Error(`the default metrics have no ${kind}`);
  }

  #count({ value, hit }: Item, sign: 1 | -1): void {
    const { kind } = this.#aggregate;
    this.#hits += hit ? sign : 0;
    if (kind === "sum" || kind === "avg") this.#sum += sign * Number(value);
    else if (kind === "distinct") this.#countDistinct(value, sign);
    else if (kind === "max" || kind === "percentile") this.#sort(Number(value), sign);
  }

  #countDistinct(value: AttributeValue, sign: 1 | -1): void {
    const times = (this.#seen.get(value) ?? 0) + sign;
    if (times > 0) this.#seen.set(value, times);
    else this.#seen.delete(value);
  }

  #sort(value: number, sign: 1 | -1): void {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    if (sign > 0) this.#sorted.splice(low, 0, value);
    else this.#sorted.splice(low, 1);
  }
}
