import fc from "fast-check";
import { expect, test } from "vitest";
import { cited } from "./cited.ts";

const citations = [
  { text: "600 failed logins", findingId: "a" },
  { text: "600 failed logins from Romania", findingId: "b" },
  { text: "12 would be usual", findingId: "a" },
];

test("figures lead to their findings, the longest citation first", () => {
  expect(cited("Now: 600 failed logins from Romania (12 would be usual).", citations)).toEqual([
    { at: 0, text: "Now: " },
    { at: 5, text: "600 failed logins from Romania", findingId: "b" },
    { at: 35, text: " (" },
    { at: 37, text: "12 would be usual", findingId: "a" },
    { at: 54, text: ")." },
  ]);
  expect(cited("Nothing.", citations)).toEqual([{ at: 0, text: "Nothing." }]);
});

test("nothing of a text is lost, and every piece is where it says", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", " ") });
  const citation = fc.record({ text, findingId: fc.constant("f") });
  fc.assert(
    fc.property(text, fc.array(citation, { maxLength: 4 }), (whole, some) => {
      const pieces = cited(whole, some);
      expect(pieces.map((piece) => piece.text).join("")).toBe(whole);
      for (const piece of pieces) expect(whole.slice(piece.at, piece.at + piece.text.length)).toBe(piece.text);
    }),
  );
});
