/** A cell as two engines can be compared by it: numbers, booleans as 0 and 1, dates in one form, text without case. */
export type ComparedCell = number | string | null;

const NUMBER = /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/;
const TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/;
/** Two figures agree within half a cent; below 1 they are shares, where that would be far too wide. */
const TOLERANCE = { from1: 0.005001, below1: 0.00006, relative: 1e-6 } as const;

function comparedTime(text: string): string {
  const plain = text
    .replaceAll("T", " ")
    .replace(/[+].*$/, "")
    .replace(/Z+$/, "")
    .replace(/\.\d+$/, "");
  return plain.endsWith(" 00:00:00") ? plain.slice(0, 10) : plain;
}

function comparedText(text: string): ComparedCell {
  if (NUMBER.test(text)) return Number(text);
  if (TIME.test(text)) return comparedTime(text);
  const lower = text.toLowerCase();
  if (lower === "true" || lower === "false") return lower === "true" ? 1 : 0;
  return lower;
}

/** Whatever a database or an answer has in a cell, as it is compared; an empty text is none. */
export function comparedCell(value: unknown): ComparedCell {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number") return value;
  return comparedText(String(value).trim());
}

function closeNumbers(a: number, b: number): boolean {
  const size = Math.max(Math.abs(a), Math.abs(b));
  return Math.abs(a - b) <= Math.max(size >= 1 ? TOLERANCE.from1 : TOLERANCE.below1, TOLERANCE.relative * size);
}

/** One day may be told to the second and the other to the month. */
function closeTimes(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  return /^\d{4}-\d\d/.test(a) && /^\d{4}-\d\d/.test(b) && length >= 7 && a.slice(0, length) === b.slice(0, length);
}

export function closeCells(a: ComparedCell, b: ComparedCell): boolean {
  if (typeof a === "number" && typeof b === "number") return closeNumbers(a, b);
  if (typeof a === "string" && typeof b === "string" && a !== b) return closeTimes(a, b);
  return a === b;
}

/** Numbers first, rounded to cents, then text by its code points. */
export function orderCells(a: ComparedCell, b: ComparedCell): number {
  if (typeof a === "number" && typeof b === "number") return Math.round(a * 100) - Math.round(b * 100);
  if (typeof a === "number" || typeof b === "number") return typeof a === "number" ? -1 : 1;
  const [left, right] = [a ?? "\0null", b ?? "\0null"];
  return left < right ? -1 : left > right ? 1 : 0;
}
