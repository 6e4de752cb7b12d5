import { type ComparedCell, closeCells, comparedCell, orderCells } from "./cells.ts";

type ComparedRow = readonly ComparedCell[];

/** So many ways of laying expected columns onto those of the answer are tried. */
const MAX_LAYOUTS = 500;

function closeRows(a: ComparedRow, b: ComparedRow): boolean {
  return a.every((cell, index) => closeCells(cell, b[index] ?? null));
}

function orderRows(a: ComparedRow, b: ComparedRow): number {
  for (const [index, cell] of a.entries()) {
    const order = orderCells(cell, b[index] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/** Rounding can put nearly equal rows in another order: takes for each row the first close one that is left. */
function pairUp(expected: readonly ComparedRow[], actual: readonly ComparedRow[]): boolean {
  const left = [...actual];
  return expected.every((row) => {
    const index = left.findIndex((other) => closeRows(row, other));
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

function rowsClose(expected: readonly ComparedRow[], actual: readonly ComparedRow[], ordered: boolean): boolean {
  if (expected.length !== actual.length) return false;
  const inOrder = (rows: readonly ComparedRow[]) => (ordered ? rows : rows.toSorted(orderRows));
  const sorted = inOrder(actual);
  if (inOrder(expected).every((row, index) => closeRows(row, sorted[index] ?? []))) return true;
  return !ordered && pairUp(expected, actual);
}

function column(rows: readonly ComparedRow[], index: number): ComparedRow[] {
  return rows.map((row) => [row[index] ?? null]);
}

/** Every choice of one item from each list, the last list turning fastest. */
function* product(lists: readonly (readonly number[])[], chosen: readonly number[] = []): Generator<readonly number[]> {
  const [first, ...rest] = lists;
  if (first === undefined) yield chosen;
  else for (const item of first) yield* product(rest, [...chosen, item]);
}

function* layouts(expected: readonly ComparedRow[], actual: readonly ComparedRow[]): Generator<readonly number[]> {
  const width = actual[0]?.length ?? 0;
  const candidates = (expected[0] ?? []).map((_cell, index) =>
    Array.from({ length: width }, (_unused, candidate) => candidate).filter((candidate) =>
      rowsClose(column(expected, index), column(actual, candidate), false),
    ),
  );
  let tried = 0;
  for (const layout of product(candidates)) {
    if (++tried > MAX_LAYOUTS) return;
    if (new Set(layout).size === layout.length) yield layout;
  }
}

function isNothing(rows: readonly ComparedRow[]): boolean {
  return rows.length === 1 && (rows[0] ?? []).every((cell) => cell === null || cell === 0);
}

/**
 * Whether the rows of an answer hold those that were expected: each expected column is found in a column of its own, whatever that is
 * called and whatever else there is. A single row of nothing is as good as no row.
 */
export function sameRows(
  expected: readonly (readonly unknown[])[],
  data: readonly Readonly<Record<string, unknown>>[],
  ordered = false,
): boolean {
  const wanted = expected.map((row) => row.map(comparedCell));
  if (wanted.length !== data.length) return data.length === 0 && isNothing(wanted);
  const names = Object.keys(data[0] ?? {});
  const got = data.map((row) => names.map((name) => comparedCell(row[name])));
  if (wanted.length === 0) return true;
  for (const layout of layouts(wanted, got)) {
    const chosen = got.map((row) => layout.map((index) => row[index] ?? null));
    if (rowsClose(wanted, chosen, ordered)) return true;
  }
  return false;
}
