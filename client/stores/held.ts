/** A list whose order must not change under the person reading it. */
export interface Held<T> {
  readonly rows: readonly T[];
  /** How many rows are held back until the list is let go. */
  readonly waiting: number;
}

/**
 * What a list shows. Not frozen: the wanted rows in their order. Frozen: the rows that were shown, in the order they had,
 * with their newest values; a row that is no longer wanted stays, and new ones wait.
 */
export function hold<T extends { readonly id: string }>(
  shown: readonly T[],
  wanted: readonly T[],
  frozen: boolean,
  lookup: (id: string) => T | undefined,
): Held<T> {
  if (!frozen) return { rows: wanted, waiting: 0 };
  const known = new Set(shown.map((row) => row.id));
  return {
    rows: shown.map((row) => lookup(row.id) ?? row),
    waiting: wanted.reduce((count, row) => (known.has(row.id) ? count : count + 1), 0),
  };
}

export interface RowChanges<T> {
  readonly add: readonly T[];
  readonly update: readonly T[];
  readonly remove: readonly T[];
}

/** What turns the rows in a grid into the wanted ones; rows are compared by identity, they are never changed in place. */
export function rowChanges<T>(current: ReadonlyMap<string, T>, wanted: ReadonlyMap<string, T>): RowChanges<T> {
  const add: T[] = [];
  const update: T[] = [];
  const remove: T[] = [];
  for (const [id, row] of wanted) {
    const before = current.get(id);
    if (before === undefined) add.push(row);
    else if (before !== row) update.push(row);
  }
  for (const [id, row] of current) if (!wanted.has(id)) remove.push(row);
  return { add, update, remove };
}
