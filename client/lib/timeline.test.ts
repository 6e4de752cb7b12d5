import { expect, test } from "vitest";
import { makeAlert } from "../testing/alert.ts";
import { timeline } from "./timeline.ts";

test("tells in order what happened, and at the end what is known without its time", () => {
  const entries = timeline(
    makeAlert({
      status: "resolved",
      resolvedAt: "2026-03-01T10:09:00.000Z",
      acknowledgedBy: "maria",
      assignedTo: "tom",
      amended: [{ at: "2026-03-01T10:05:00.000Z", cause: "late events" }],
      notes: [{ at: "2026-03-01T10:02:00.000Z", actor: "maria", text: "on it" }],
    }),
  );
  expect(entries.map((entry) => entry.text)).toEqual([
    "Opened by a window of 5 min",
    "Note by maria",
    "Amended",
    "Resolved",
    "Acknowledged by maria",
    "Assigned to tom",
  ]);
});

test("says how often it opened and that it was taken back", () => {
  const entries = timeline(makeAlert({ occurrences: 3, status: "retracted", resolvedAt: "2026-03-01T10:09:00.000Z" }));
  expect(entries[0]?.text).toBe("Opened by a window of 5 min, opened 3 times");
  expect(entries.at(-1)?.kind).toBe("retracted");
});
