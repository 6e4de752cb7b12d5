import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Insight } from "../../../shared/answers.ts";
import type { Result } from "../answers/result.ts";
import { day, result } from "../testing/results.ts";
import { comparison } from "./compare.ts";
import { insightsOf } from "./insights.ts";

const ASOF = "2026-10-31T23:59:59.000Z";
const insights = (of: Result, limited = false) => insightsOf(of, { limited, asOf: ASOF });
const series = (values: readonly number[]) =>
  result(
    ["period", "money"],
    values.map((value, index) => [day(index + 1), value]),
  );
const categories = (values: readonly number[]) =>
  result(
    ["label", "count"],
    values.map((value, index) => [`label ${index}`, value]),
  );

function textOf(found: readonly Insight[], kind: string): string | undefined {
  return found.find((insight) => insight.kind === kind)?.text;
}

describe("over time", () => {
  it("tells the last change with both periods", () => {
    expect(textOf(insights(series([100, 200, 150])), "change")).toBe("B fell by 25% from 2026-10-02 ($200.00) to 2026-10-03 ($150.00).");
    expect(textOf(insights(series([1, 0, 5])), "change")).toBe("B rose by $5.00 from 2026-10-02 ($0.00) to 2026-10-03 ($5.00).");
  });

  it("leaves a period out that is not over", () => {
    const october = result(
      ["period", "money"],
      [day(29), day(30), day(31)].map((label, index) => [label, 10 * (index + 1)]),
    );
    const noon = insightsOf(october, { limited: false, asOf: "2026-10-31T12:00:00.000Z" });
    expect(textOf(noon, "change")).toContain("from 2026-10-29 ($10.00) to 2026-10-30 ($20.00)");
    expect(textOf(insights(october), "change")).toContain("to 2026-10-31 ($30.00)");
  });

  it("tells a trend where there is one", () => {
    expect(textOf(insights(series([1, 2, 3, 5, 4, 6, 8])), "trend")).toBe("B: rising over the 7 periods from 2026-10-01 to 2026-10-07.");
    expect(textOf(insights(series([8, 7, 6, 5, 4, 3])), "trend")).toContain("falling");
    expect(textOf(insights(series([1, 5, 2, 6, 1, 5, 2])), "trend")).toBeUndefined();
  });

  it("tells the extremes and what stands out", () => {
    const found = insights(series([10, 11, 9, 10, 12, 90, 10, 11, 9]));
    expect(textOf(found, "peak")).toBe("The highest is $90.00 (2026-10-06), the lowest $9.00 (2026-10-03).");
    expect(textOf(found, "outlier")).toBe("2026-10-06 stands out: $90.00, where the median is $10.00 over 9 values.");
  });
});

describe("by category", () => {
  it("tells the total and the share of the largest", () => {
    expect(textOf(insights(categories([60, 30, 10])), "total")).toBe(
      "3 rows make up 100 in total; label 0 has the most with 60, 60% of it.",
    );
    expect(textOf(insights(categories([60, 30, 10]), true), "total")).toMatch(/^The 3 rows shown make up 100;/);
  });

  it("tells that few make up most", () => {
    const found = insights(categories([50, 40, 30, 5, 5, 5, 5, 5, 5]));
    expect(textOf(found, "concentration")).toBe("The largest 3 of 9 make up 80% of the total.");
    expect(textOf(insights(categories(Array.from({ length: 12 }, () => 5))), "concentration")).toBeUndefined();
  });

  it("adds nothing up that cannot be added up", () => {
    const found = insights(
      result(
        ["label", "rate"],
        [
          ["x", 0.5],
          ["y", 0.125],
        ],
      ),
    );
    expect(found.map(({ kind }) => kind)).toEqual(["range"]);
    expect(found[0]?.text).toBe("x has the highest b with 50%, y the lowest with 12.5%.");
  });
});

describe("otherwise", () => {
  test("a single figure is said", () => {
    expect(textOf(insights(result(["money"], [[1234.5]])), "value")).toBe("A: $1,234.50.");
    expect(textOf(insights(result(["label", "rate"], [["x", 0.05]])), "value")).toBe("x: b 5%.");
  });

  test("rows are counted", () => {
    expect(
      textOf(
        insights(
          result(
            ["id", "label"],
            [
              [1, "x"],
              [2, "y"],
            ],
          ),
        ),
        "rows",
      ),
    ).toBe("2 rows were found.");
    expect(textOf(insights(result(["id", "label"], [[1, "x"]], true)), "rows")).toBe("The first 1 rows are shown; there are more.");
  });

  test("nothing is said of nothing", () => {
    expect(insights(result(["label", "count"], []))).toEqual([]);
  });
});

describe("a comparison", () => {
  const one = (value: number) => result(["money"], [[value]]);
  const compare = (now: Result, before: Result) => {
    const [measure] = now.columns;
    return measure ? comparison(now, before, measure, "the 7 days before")[0]?.text : undefined;
  };

  it("says how much more or less", () => {
    expect(compare(one(150), one(100))).toBe("A rose by 50% against the 7 days before: $150.00 after $100.00.");
    expect(compare(one(100), one(100))).toBe("A is $100.00, the same as in the 7 days before.");
    expect(compare(one(3), one(0))).toBe("A rose by $3.00 against the 7 days before: $3.00 after $0.00.");
    expect(compare(result(["rate"], [[0.25]]), result(["rate"], [[0.2]]))).toBe(
      "A rose by 5 percentage points against the 7 days before: 25% after 20%.",
    );
  });
});

/** Every number that a text shows. */
function numbersIn(text: string): number[] {
  return [...text.matchAll(/\d[\d,]*(\.\d+)?/g)].map(([match]) => Number(match.replaceAll(",", "")));
}

function evidenceNumbers({ evidence }: Insight): number[] {
  return Object.values(evidence).flatMap((value) =>
    typeof value === "number" ? [Math.abs(value)] : typeof value === "string" ? numbersIn(value) : [],
  );
}

it("shows no number that is not in its evidence", () => {
  const value = fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.integer({ min: -1_000, max: 1_000_000 }));
  const kind = fc.constantFrom("count" as const, "money" as const, "rate" as const);
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 31 }), kind, fc.boolean(), fc.boolean(), (values, measure, timed, limited) => {
      const rows = values.map((each, index) => [timed ? day(index + 1) : `label ${index}`, each]);
      for (const insight of insights(result([timed ? "period" : "label", measure], rows), limited)) {
        const known = evidenceNumbers(insight);
        for (const number of numbersIn(insight.text)) expect(known).toContain(number);
      }
    }),
  );
});
