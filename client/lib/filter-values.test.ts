import fc from "fast-check";
import { expect, test } from "vitest";
import { filterValueText, parseFilterValue } from "./filter-values.ts";

const value = fc.oneof(
  fc.string(),
  fc.constantFrom("true", "null", "12", "-0.5", '"', 'a "b" c', "a,b", " a "),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
);

test("every value is read as it was written", () => {
  fc.assert(fc.property(value, (each) => void expect(parseFilterValue("eq", filterValueText(each))).toEqual(each)));
});

test("every list of values is read as it was written", () => {
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 6 }),
      (list) => void expect(parseFilterValue("in", filterValueText(list))).toEqual(list),
    ),
  );
});

test.each([
  ["eq", "RO", "RO"],
  ["eq", "5", 5],
  ["eq", '"5"', "5"],
  ["gt", "1e3", 1000],
  ["exists", "false", false],
  ["contains", "5", "5"],
  ["contains", '"5"', "5"],
  ["in", "RO, DE ,FR", ["RO", "DE", "FR"]],
  ["in", '"a,b", 2', ["a,b", 2]],
  ["eq", "  ", undefined],
] as const)("%s %j is %j", (op, text, expected) => {
  expect(parseFilterValue(op, text)).toEqual(expected);
});
