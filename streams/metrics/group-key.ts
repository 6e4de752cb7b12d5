import type { AttributeValue, StoredEvent } from "../../shared/events.ts";
import { type FieldReader, fieldReader } from "./fields.ts";

/** Identifies a group in a map: the value itself for one field, a JSON array for several, "" for none. */
export type GroupKey = AttributeValue;

export interface Grouping {
  readonly fields: readonly string[];
  readonly keyOf: (event: StoredEvent) => GroupKey;
  /** The group's values by field name. */
  readonly describe: (key: GroupKey) => Record<string, AttributeValue>;
}

/** How a metric tells its groups apart. An event without the field belongs to the group null. */
export function compileGrouping(fields: readonly string[]): Grouping {
  const [first, second] = fields;
  if (first === undefined) return { fields, keyOf: () => "", describe: () => ({}) };
  const readFirst = fieldReader(first);
  if (second === undefined) return { fields, keyOf: readFirst, describe: (key) => ({ [first]: key }) };
  const readers = fields.map(fieldReader);
  return {
    fields,
    keyOf: (event) => JSON.stringify(readers.map((read: FieldReader) => read(event))),
    describe: (key) => {
      const values = JSON.parse(String(key)) as AttributeValue[];
      return Object.fromEntries(fields.map((field, index) => [field, values[index] ?? null]));
    },
  };
}

/** One text for a group whatever the order of its fields, for ids and for ordering. */
export function canonicalGroup(group: Readonly<Record<string, AttributeValue>>): string {
  return JSON.stringify(Object.entries(group).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
