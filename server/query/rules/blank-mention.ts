import type { Mention } from "./mentions.ts";

/** A mention of which nothing is said yet, but for what it names. */
export function blankMention(at: number, end: number, text: string): Omit<Mention, "kind" | "label" | "before"> {
  return {
    at,
    end,
    text,
    where: [],
    happening: false,
    columns: [],
    adverb: false,
    values: [],
    times: [],
    comparisons: [],
    counted: false,
    shared: false,
    plural: false,
  };
}
