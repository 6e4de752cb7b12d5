import fc from "fast-check";
import { expect, test } from "vitest";
import { sqlPieces } from "./sql.ts";

test("tells keywords, names and values apart", () => {
  expect(sqlPieces(`SELECT "from" FROM t WHERE a = 'it''s' AND b > 1.5`).map(({ kind, text }) => [kind, text.trim()])).toEqual([
    ["keyword", "SELECT"],
    ["text", ""],
    ["name", `"from"`],
    ["text", ""],
    ["keyword", "FROM"],
    ["text", "t"],
    ["keyword", "WHERE"],
    ["text", "a ="],
    ["value", "'it''s'"],
    ["text", ""],
    ["keyword", "AND"],
    ["text", "b >"],
    ["value", "1.5"],
  ]);
});

test("loses nothing of any text", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(
        sqlPieces(text)
          .map((piece) => piece.text)
          .join(""),
      ).toBe(text);
    }),
  );
});
