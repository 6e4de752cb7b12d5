import fc from "fast-check";
import { expect, test } from "vitest";
import type { Alert } from "../../shared/alerts.ts";
import { makeAlert } from "../testing/alert.ts";
import { MAX_CLOSED, mergeAlerts } from "./alerts.ts";

const none: ReadonlyMap<string, Alert> = new Map();

test("a lower or equal revision changes nothing", () => {
  const known = mergeAlerts(none, [makeAlert({ revision: 3, value: 3 })]);
  expect(mergeAlerts(known, [makeAlert({ revision: 3, value: 9 }), makeAlert({ revision: 2, value: 2 })])).toBe(known);
});

test("in whatever order and batches the revisions come, the highest of each alert is what stays", () => {
  const change = fc.record({ id: fc.constantFrom("a", "b", "c"), revision: fc.integer({ min: 1, max: 9 }) });
  fc.assert(
    fc.property(fc.array(fc.array(change)), (batches) => {
      const merged = batches.reduce(
        (known, batch) =>
          mergeAlerts(
            known,
            batch.map((each) => makeAlert(each)),
          ),
        none,
      );
      const highest = new Map<string, number>();
      for (const { id, revision } of batches.flat()) highest.set(id, Math.max(revision, highest.get(id) ?? 0));
      expect(new Map([...merged].map(([id, alert]) => [id, alert.revision]))).toEqual(highest);
    }),
  );
});

test("the longest closed alerts are forgotten first, open ones never", () => {
  const closed = Array.from({ length: MAX_CLOSED + 2 }, (_, n) =>
    makeAlert({ id: `closed-${n}`, status: "resolved", resolvedAt: new Date(1_000_000 + n).toISOString() }),
  );
  const open = makeAlert({ id: "open", startedAt: new Date(0).toISOString() });
  const merged = mergeAlerts(none, [open, ...closed]);
  expect(merged.size).toBe(MAX_CLOSED + 1);
  expect(merged.has("open")).toBe(true);
  expect(merged.has("closed-0")).toBe(false);
  expect(merged.has("closed-2")).toBe(true);
});
