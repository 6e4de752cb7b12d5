import { expect, test } from "vitest";
import type { PlanType } from "../../shared/plan.ts";
import { type Cell, readCell } from "./cells.ts";

const at = "2026-10-31T23:59:59.000Z";
/** [what a driver gives, its type, what answers say] */
const cells: [unknown, PlanType, Cell][] = [
  [null, "number", null],
  [undefined, "text", null],
  ["42", "integer", 42],
  [42n, "integer", 42],
  [0.1 + 0.2, "number", 0.3],
  ["1234567.89", "number", 1234567.89],
  [-0, "number", 0],
  [Number.POSITIVE_INFINITY, "number", null],
  [1, "boolean", true],
  [0, "boolean", false],
  [false, "boolean", false],
  ["2026-10-31 23:59:59", "timestamp", at],
  ["2026-10-31 23:59:59.25", "timestamp", "2026-10-31T23:59:59.250Z"],
  ["2026-10-31 23:59:59+00", "timestamp", at],
  ["2026-10-31T23:59:59.000Z", "timestamp", at],
  ["2026-10-31", "timestamp", "2026-10-31T00:00:00.000Z"],
  [new Date(at), "timestamp", at],
  ["sometime", "timestamp", null],
  ["2026-10-31", "date", "2026-10-31"],
  ["O'Brien", "text", "O'Brien"],
];

test.each(cells)("%s of type %s is %s", (value, type, cell) => {
  expect(readCell(value, type)).toBe(cell);
});
