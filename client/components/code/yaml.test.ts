import fc from "fast-check";
import { expect, test } from "vitest";
import { readYaml, toYaml } from "./yaml.ts";

test("plain data comes back as it went", () => {
  // What came as JSON, which has no -0.
  const value = fc.jsonValue({ maxDepth: 4 }).map((each): unknown => JSON.parse(JSON.stringify(each)));
  fc.assert(
    fc.property(value, (each) => {
      expect(readYaml(toYaml(each)).value).toEqual(each);
    }),
    { numRuns: 500 },
  );
});

test("a mistake is told with its line", () => {
  expect(readYaml("name: a\nselect: [login\n").problem?.line).toBeGreaterThanOrEqual(2);
  expect(readYaml("name: a\nname: b\n").problem).toEqual({ line: 2, message: expect.stringMatching(/unique/i) });
});

test("a text that unfolds without bound is refused", () => {
  const bomb = [
    "a: &a [x, x, x]",
    ...Array.from(
      { length: 8 },
      (_, n) => `b${n}: &b${n} [*${n === 0 ? "a" : `b${n - 1}`}, *${n === 0 ? "a" : `b${n - 1}`}, *${n === 0 ? "a" : `b${n - 1}`}]`,
    ),
  ].join("\n");
  expect(readYaml(bomb).problem?.message).toBe("Too many aliases");
});
