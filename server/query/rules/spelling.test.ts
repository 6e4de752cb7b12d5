import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { corrected, distance } from "./spelling.ts";

/** The same distance by its recursive definition. */
function naive(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const [restA, restB] = [a.slice(0, -1), b.slice(0, -1)];
  const same = a.at(-1) === b.at(-1);
  const swapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  return Math.min(
    naive(restA, b) + 1,
    naive(a, restB) + 1,
    naive(restA, restB) + (same ? 0 : 1),
    ...(swapped ? [naive(a.slice(0, -2), b.slice(0, -2)) + 1] : []),
  );
}

/** Few letters, so that words are often near each other. */
const word = fc.stringMatching(/^[abc]{0,6}$/);

describe("the distance of two words", () => {
  it.each([
    ["deposit", "deposit", 0],
    ["desposit", "deposit", 1],
    ["depoist", "deposit", 1],
    ["withdrawl", "withdrawal", 1],
    ["custmoers", "customers", 1],
    ["ca", "abc", 3],
    ["", "ab", 2],
  ])("of %s and %s is %d", (a, b, slips) => expect(distance(a, b, 5)).toBe(slips));

  it("is that of its definition, up to the limit, and more than that beyond", () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, limit) => {
        expect(Math.min(distance(a, b, limit), limit + 1)).toBe(Math.min(naive(a, b), limit + 1));
      }),
      { numRuns: 400 },
    );
  });

  it("is the same either way, and nothing only for equal words", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(Math.min(distance(a, b, 3), 4)).toBe(Math.min(distance(b, a, 3), 4));
        expect(distance(a, b, 3) === 0).toBe(a === b);
      }),
    );
  });
});

describe("a correction", () => {
  const vocabulary = ["deposit", "deposits", "withdrawal", "customer", "customers", "card", "germany", "trade"];

  it.each([
    ["depsoits", "deposits"],
    ["withdrawl", "withdrawal"],
    ["costumer", "customer"],
    ["germny", "germany"],
    ["trad", "trade"],
  ])("makes %s %s", (written, meant) => expect(corrected(written, vocabulary)).toBe(meant));

  it("leaves short words and what is near to nothing", () => {
    expect(corrected("car", vocabulary)).toBeUndefined();
    expect(corrected("penguin", vocabulary)).toBeUndefined();
    expect(corrected("cord", [])).toBeUndefined();
  });

  it("prefers fewer slips, then the same beginning and end, then what comes first", () => {
    expect(corrected("cards", ["carts", "bards", "card"])).toBe("carts");
    expect(corrected("cart", ["mart", "card"])).toBe("card");
    expect(corrected("carx", ["card", "cart"])).toBe("card");
  });

  it("is never further than two slips, and one for words below seven letters", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-e]{1,10}$/), fc.array(fc.stringMatching(/^[a-e]{1,10}$/)), (written, words) => {
        const found = corrected(written, words);
        if (found !== undefined) expect(distance(written, found, 3)).toBeLessThanOrEqual(written.length < 7 ? 1 : 2);
      }),
    );
  });
});
