import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toCsv } from "./csv.ts";

describe("a table as CSV", () => {
  test("has a line for the header and each row, with quotes where they are needed", () => {
    const rows = [
      ['a "b"', 1.5, true],
      ["c, d", null, undefined],
    ];
    expect(toCsv(["name", "n", "flagged"], rows)).toBe('name,n,flagged\r\n"a ""b""",1.5,true\r\n"c, d",,\r\n');
  });

  test("keeps numbers that are negative and makes texts of formulas", () => {
    expect(toCsv(["=x"], [[-1], ["=1+1"], ["@SUM(A1)"], ["-2+3"], ["+4"]])).toBe("'=x\r\n-1\r\n'=1+1\r\n'@SUM(A1)\r\n'-2+3\r\n'+4\r\n");
  });

  test("never has a text that begins a formula", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const [, cell = ""] = toCsv(["x"], [[text]]).split(/^x\r\n/);
        expect(cell.replace(/^"/, "")).not.toMatch(/^[=+\-@\t]/);
      }),
    );
  });
});
