import { type Cond, negated } from "./conditions.ts";
import type { Mention, Value } from "./mentions.ts";

/** The conditions of a value when it is said of rows of `entity`; those of another entity when only that has such a value. */
export function condsOf(value: Value, entity: string, owner: string | undefined): readonly Cond[] {
  const { options } = value;
  const found = options.find((option) => option.entity === entity) ?? options.find((option) => option.entity === owner) ?? options[0];
  const conds = found?.conds ?? [];
  return value.negated ? conds.map(negated) : conds;
}

/** Whether a mention names rows: themselves, those who have them, or what was done. */
export function isThing({ kind }: Mention): boolean {
  return kind === "rows" || kind === "verb" || kind === "actor";
}
