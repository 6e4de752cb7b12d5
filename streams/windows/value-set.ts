import type { AttributeValue } from "../../shared/events.ts";

/** Up to this many values a list is quicker than a table. */
const FEW = 12;
const FIRST_TABLE = 32;

/**
 * Different values with their hashes, in the order they came. A list while they are few: most panes hold one or two, and a table
 * for each would be most of an engine's memory. Beyond, a table of open addressing by the hashes, which the caller has anyway: a
 * Set would hash each text again and take several times as long.
 */
export class ValueSet {
  private readonly values: AttributeValue[] = [];
  private readonly hashes: number[] = [];
  /** Where values are in the list, from 1, by their hashes; at least half of it is 0. */
  private table: Uint16Array | undefined;

  get size(): number {
    return this.values.length;
  }

  add(value: AttributeValue, hash: number): void {
    const { values, hashes, table } = this;
    if (table === undefined) {
      for (let i = 0; i < hashes.length; i++) if (hashes[i] === hash && values[i] === value) return;
    } else {
      const mask = table.length - 1;
      let slot = hash & mask;
      for (let place = table[slot] as number; place !== 0; place = table[slot] as number) {
        if (hashes[place - 1] === hash && values[place - 1] === value) return;
        slot = (slot + 1) & mask;
      }
      table[slot] = values.length + 1;
    }
    values.push(value);
    hashes.push(hash);
    if (values.length > FEW && values.length * 2 > (table?.length ?? 0)) this.grow();
  }

  each(visit: (value: AttributeValue, hash: number) => void): void {
    const { values, hashes } = this;
    for (let i = 0; i < values.length; i++) visit(values[i] as AttributeValue, hashes[i] as number);
  }

  copy(): ValueSet {
    const copy = new ValueSet();
    for (const value of this.values) copy.values.push(value);
    for (const hash of this.hashes) copy.hashes.push(hash);
    copy.table = this.table?.slice();
    return copy;
  }

  toArray(): AttributeValue[] {
    return this.values.slice();
  }

  private grow(): void {
    const table = new Uint16Array(this.table ? this.table.length * 2 : FIRST_TABLE);
    const mask = table.length - 1;
    for (let i = 0; i < this.hashes.length; i++) {
      let slot = (this.hashes[i] as number) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = i + 1;
    }
    this.table = table;
  }
}
