import { worthOf } from "./narrative-numbers.ts";

/** A number with what it is of: 60 % is not 60, nor is 60k. */
const FIGURE =
  /([$€£])?\s?(\d{1,3}(?:,\d{3})+(?!,?\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s?(%|percent\b|per cent\b|USD\b|dollars\b|thousand\b|million\b|billion\b|times\b|[A-Za-z]+(?=[^A-Za-z]|$)(?<=\d[A-Za-z]+)))?/gi;

const UNITS: Readonly<Record<string, string>> = { percent: "%", "per cent": "%", usd: "$", dollars: "$" };

/** A number in a text. */
export interface Figure {
  /** The same for "61,500 USD" and "$61500". */
  readonly key: string;
  /** Where it begins and ends. */
  readonly start: number;
  readonly end: number;
}

/** The numbers of a text with their units, in its order. */
export function figuresIn(text: string): Figure[] {
  return [...text.matchAll(FIGURE)].map((match) => {
    const [whole, before, number = "", after] = match;
    const unit = (after ?? before ?? "").toLowerCase();
    const leading = whole.length - whole.trimStart().length;
    return { key: `${worthOf(number)} ${UNITS[unit] ?? unit}`.trim(), start: match.index + leading, end: match.index + whole.length };
  });
}
