import { expect, test } from "vitest";
import type { Column, QueryAnswer } from "../../shared/answers.ts";
import { cellText, shortNumber } from "./answer-format.ts";
import { cloudOf, plotOf } from "./answer-plot.ts";

const column = (name: string, type: Column["type"], unit?: Column["unit"]): Column => ({ name, type, label: name, ...(unit && { unit }) });
const answer = (columns: Column[], data: QueryAnswer["data"], shown: Partial<QueryAnswer["visualization"]>) => ({
  columns,
  data,
  visualization: { type: "line" as const, title: "", ...shown },
});

test("days without data are gaps", () => {
  const data = [
    { day: "2026-10-30", n: 2 },
    { day: "2026-11-02", n: 5 },
  ];
  const plot = plotOf(answer([column("day", "date"), column("n", "number")], data, { x: "day", y: ["n"] }));
  expect(plot?.xs).toEqual(["2026-10-30", "2026-10-31", "2026-11-01", "2026-11-02"]);
  expect(plot?.series[0]?.values).toEqual([2, null, null, 5]);
});

test("months step as months do", () => {
  const data = ["2026-01-01", "2026-04-01"].map((month) => ({ month, n: 1 }));
  const plot = plotOf(answer([column("month", "date"), column("n", "number")], data, { x: "month", y: ["n"] }));
  expect(plot?.xs).toEqual(["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"]);
});

test("a second grouping makes a series of each of its values", () => {
  const data = [
    { method: "card", status: "failed", n: 3 },
    { method: "crypto", status: "failed", n: 1 },
    { method: "card", status: null, n: 7 },
  ];
  const columns = [column("method", "string"), column("status", "string"), column("n", "number")];
  const plot = plotOf(answer(columns, data, { type: "bar", x: "method", y: ["n"], series: "status" }));
  expect(plot?.series.map(({ of, values }) => [of?.value, values])).toEqual([
    ["failed", [3, 1]],
    [null, [7, null]],
  ]);
});

test("two of the same name stay two", () => {
  const data = [
    { name: "Ann", n: 3 },
    { name: "Ann", n: 2 },
  ];
  const plot = plotOf(answer([column("name", "string"), column("n", "number")], data, { type: "bar", x: "name", y: ["n"] }));
  expect(plot?.series[0]?.values).toEqual([3, 2]);
});

test("a chart of columns that are not there is no chart", () => {
  expect(plotOf(answer([column("n", "number")], [{ n: 1 }], { x: "day", y: ["n"] }))).toBeUndefined();
  expect(cloudOf(answer([column("n", "number")], [{ n: 1 }], { x: "n", y: ["m"] }))).toBeUndefined();
});

test("cells are written in their units", () => {
  const texts = [
    cellText(column("amount", "number", "usd"), -1234.5, "utc"),
    cellText(column("share", "number", "percent"), 0.0729, "utc"),
    cellText(column("user_id", "number"), 12345, "utc"),
    cellText(column("n", "number", "count"), 12345, "utc"),
    cellText(column("wait", "number", "hours"), 3.25, "utc"),
    cellText(column("day", "date"), "2026-10-05", "utc"),
    cellText(column("month", "date"), "2026-10-01", "utc"),
    cellText(column("at", "timestamp"), "2026-10-05T07:08:09.000Z", "utc"),
    cellText(column("flagged", "boolean"), false, "utc"),
    cellText(column("x", "string"), null, "utc"),
    shortNumber(column("amount", "number", "usd"), 54_132.89),
  ];
  expect(texts).toEqual([
    "-$1,234.50",
    "7.3%",
    "12345",
    "12,345",
    "3.25 h",
    "5 Oct 2026",
    "Oct 2026",
    "5 Oct 2026, 07:08:09",
    "No",
    "–",
    "$54.1K",
  ]);
});
