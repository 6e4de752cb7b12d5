import type { AttributeValue } from "../../shared/events.ts";
import type { Filter } from "../../shared/metrics.ts";

type FilterValue = Filter["value"];

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** A word as it is meant: a number, true, false, null, or a text; a text that would read as one of those stands in quotes. */
function literal(word: string): AttributeValue {
  if (word === "true" || word === "false") return word === "true";
  if (word === "null") return null;
  if (NUMBER.test(word)) return Number(word);
  if (!/^".*"$/s.test(word)) return word;
  try {
    return JSON.parse(word) as string;
  } catch {
    return word;
  }
}

function wordOf(value: AttributeValue): string {
  if (typeof value !== "string") return String(value);
  const isPlain = value !== "" && value.trim() === value && !/[",\n\r]/.test(value) && literal(value) === value;
  return isPlain ? value : JSON.stringify(value);
}

/** The words between the commas that stand outside quotes. */
function words(text: string): string[] {
  return (text.match(/(?:"(?:[^"\\]|\\.)*"|[^,"]|")+/gs) ?? []).map((word) => word.trim()).filter((word) => word !== "");
}

/** What a filter compares with, from what was typed. Undefined when nothing was. */
export function parseFilterValue(op: Filter["op"], text: string): FilterValue {
  const typed = text.trim();
  if (typed === "") return undefined;
  if (op === "in") return words(typed).map(literal);
  if (op !== "contains") return literal(typed);
  const value = literal(typed);
  return typeof value === "string" ? value : typed;
}

/** The other way round: what is to be typed for it. */
export function filterValueText(value: FilterValue): string {
  if (value === undefined) return "";
  return Array.isArray(value) ? value.map(wordOf).join(", ") : wordOf(value);
}
