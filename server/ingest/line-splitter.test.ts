import fc from "fast-check";
import { expect, it } from "vitest";
import { createLineSplitter } from "./line-splitter.ts";

const TOO_LONG = Symbol("too long");

function split(chunks: readonly Buffer[], maxBytes: number): (string | symbol)[] {
  const seen: (string | symbol)[] = [];
  const splitter = createLineSplitter(maxBytes, {
    lines: (block) => seen.push(...block.toString("utf8").split("\n")),
    tooLong: () => seen.push(TOO_LONG),
  });
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return seen.filter((line) => line !== "");
}

function cut(text: string, sizes: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text);
  const chunks: Buffer[] = [];
  let start = 0;
  for (let index = 0; start < bytes.length; index++) {
    const end = start + (sizes[index % sizes.length] ?? 1);
    chunks.push(bytes.subarray(start, end));
    start = end;
  }
  return chunks;
}

it("gives the same lines however the bytes arrive", () => {
  const line = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !text.includes("\n"));
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), fc.boolean(), (lines, sizes, ended) => {
      const text = lines.join("\n") + (ended ? "\n" : "");
      expect(split(cut(text, sizes), 1_000)).toEqual(lines.filter((line) => line !== ""));
    }),
  );
});

it("reports a line that is too long once, in its place, and goes on after it", () => {
  const text = `first\n${"x".repeat(100)}\nlast`;
  expect(split(cut(text, [7]), 20)).toEqual(["first", TOO_LONG, "last"]);
});

it("reports a last line that is too long and has no end", () => {
  expect(split(cut(`a\n${"x".repeat(100)}`, [9]), 20)).toEqual(["a", TOO_LONG]);
});
