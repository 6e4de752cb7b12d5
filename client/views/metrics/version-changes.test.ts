import { expect, test } from "vitest";
import { makeMetric } from "../../testing/alert.ts";
import { changedParts, describedVersions } from "./version-changes.ts";

const first = makeMetric();

test.each([
  [{ condition: { op: "gt", threshold: 80 } }, "threshold 50 → 80"],
  [{ condition: { op: "gte", threshold: 50 } }, "condition"],
  [{ condition: { absent: true } }, "condition"],
  [{ enabled: false }, "switched off"],
  [{ description: "x", select: { types: ["a"] } }, "events, description"],
  [{ version: 2, updatedAt: "2026-03-02T10:00:00.000Z" }, "nothing"],
] as const)("%j is told as %s", (change, expected) => {
  expect(changedParts({ ...first, ...change } as typeof first, first)).toBe(expected);
});

test("the first version was made, and each is compared with the one before it", () => {
  const at = first.createdAt;
  const second = makeMetric({ version: 2, severity: "low" });
  const versions = [
    { version: 2, metric: second, at, actor: "maria" },
    { version: 1, metric: first, at, actor: "system" },
  ];
  expect(describedVersions(versions).map(({ changed }) => changed)).toEqual(["severity", "made"]);
});
