import { expect, test } from "vitest";
import type { Reading } from "../../shared/answers.ts";
import { editOf } from "./reading-span.ts";

const QUESTION = "How many failed logins were there yesterday by country?";

const cases: [string, Reading, string][] = [
  [QUESTION, { slot: "measure", text: "number of failed login" }, "failed logins"],
  [QUESTION, { slot: "filter", text: "outcome failed" }, "failed"],
  [QUESTION, { slot: "time", text: "29 October 2026" }, "yesterday"],
  [QUESTION, { slot: "grouping", text: "login country" }, "country"],
  ["deposit volume per week since 1 September", { slot: "time", text: "since 1 September 2026" }, "since 1 September"],
  ["top 10 customers by withdrawal volume last month", { slot: "time", text: "September 2026" }, "last month"],
  ["top 10 customers by withdrawal volume last month", { slot: "order", text: "the 10 highest" }, "10"],
];

test.each(cases)("in %j, %j is corrected at %j", (question, reading, selected) => {
  const { text, start, end } = editOf(question, reading);
  expect(text).toBe(question);
  expect(text.slice(start, end)).toBe(selected);
});

test("what a follow-up left unsaid is corrected by another follow-up", () => {
  const { text, start, end } = editOf("and for Germany?", { slot: "time", text: "29 October 2026" });
  expect(text).toBe("what about 29 October 2026");
  expect(text.slice(start, end)).toBe("29 October 2026");
});

test("a measure that is nowhere to be found makes the whole question be written anew", () => {
  expect(editOf("by device", { slot: "measure", text: "deposit volume" })).toEqual({ text: "by device", start: 0, end: 9 });
});
