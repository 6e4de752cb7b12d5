import { expect, test } from "vitest";
import type { Visualization } from "../../../shared/answers.ts";
import { day, result } from "../testing/results.ts";
import type { Result } from "./result.ts";
import { visualize } from "./visualize.ts";

const numbers = (count: number) => Array.from({ length: count }, (_each, index) => index);
const labelled = (count: number) => numbers(count).map((n) => [`label ${n}`, n + 1]);

const SHAPES: [string, Result, Partial<Visualization>][] = [
  ["no row", result(["label", "count"], []), { type: "table" }],
  ["one figure", result(["count"], [[5]]), { type: "stat", y: ["a"], title: "A" }],
  ["several figures", result(["count", "money"], [[5, 6]]), { type: "stat", y: ["a", "b"] }],
  ["one label with its figure", result(["label", "money"], [["x", 5]]), { type: "stat", x: "a", y: ["b"] }],
  [
    "a figure by period",
    result(
      ["period", "count"],
      numbers(9).map((n) => [day(n + 1), n]),
    ),
    { type: "line", x: "a", y: ["b"], title: "B by a" },
  ],
  [
    "a total so far",
    result(
      ["period", "running"],
      numbers(9).map((n) => [day(n + 1), n]),
    ),
    { type: "area", x: "a", y: ["b"] },
  ],
  [
    "a figure by hour of day",
    result(
      ["hour", "count"],
      numbers(24).map((n) => [n, n]),
    ),
    { type: "bar", x: "a", y: ["b"] },
  ],
  ["a figure by label", result(["label", "count"], labelled(5)), { type: "bar", x: "a", y: ["b"] }],
  [
    "two figures of one unit by label",
    result(
      ["label", "count", "count"],
      labelled(5).map((row) => [...row, 1]),
    ),
    { type: "bar", y: ["b", "c"] },
  ],
  [
    "figures of two units by label",
    result(
      ["label", "count", "money"],
      labelled(5).map((row) => [...row, 1]),
    ),
    { type: "bar", y: ["b"] },
  ],
  [
    "shares that make up a whole",
    result(
      ["label", "share"],
      [
        ["x", 0.75],
        ["y", 0.25],
      ],
    ),
    { type: "pie", x: "a", y: ["b"] },
  ],
  [
    "shares that do not",
    result(
      ["label", "share"],
      [
        ["x", 0.5],
        ["y", 0.25],
      ],
    ),
    { type: "bar" },
  ],
  ["more labels than bars", result(["label", "count"], labelled(60)), { type: "table" }],
  [
    "people by a figure, with their ids",
    result(
      ["id", "label", "money"],
      labelled(5).map(([label, n]) => [7, label ?? null, n ?? null]),
    ),
    { type: "bar", x: "b", y: ["c"] },
  ],
  [
    "a period and a label",
    result(
      ["label", "period", "count"],
      numbers(6).map((n) => [`l${n % 2}`, day(n + 1), n]),
    ),
    { type: "line", x: "b", y: ["c"], series: "a" },
  ],
  [
    "two labels",
    result(
      ["label", "label", "count"],
      numbers(6).map((n) => [`l${n % 3}`, `m${n % 2}`, n]),
    ),
    { type: "bar", x: "a", series: "b" },
  ],
  [
    "weekday and hour",
    result(
      ["weekday", "hour", "count"],
      numbers(168).map((n) => [1 + (n % 7), n % 24, n]),
    ),
    { type: "heatmap", x: "a", y: ["c"], series: "b" },
  ],
  [
    "two figures of many things",
    result(
      ["label", "count", "money"],
      labelled(60).map((row) => [...row, 1]),
    ),
    { type: "scatter", x: "b", y: ["c"] },
  ],
  [
    "rows as they are",
    result(
      ["id", "label", "flag"],
      [
        [1, "x", true],
        [2, "y", false],
      ],
    ),
    { type: "table", title: "What was understood." },
  ],
];

test.each(SHAPES)("%s", (_what, shape, expected) => {
  expect(visualize(shape, "What was understood.")).toMatchObject(expected);
});
