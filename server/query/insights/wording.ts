import type { Insight } from "../../../shared/answers.ts";
import type { Unit } from "../../../shared/plan.ts";

/** A piece of an insight's text that says something of the data, and so leaves its evidence. */
export interface Fact {
  readonly name: string;
  /** As it is in the data or was computed. */
  readonly value: string | number | boolean | null;
  readonly text: string;
  /** The number as the text has it, where it is rounded. */
  readonly shown?: number;
}

const SUFFIX: Partial<Record<Unit, string>> = { seconds: " seconds", minutes: " minutes", hours: " hours", days: " days" };

/** Made once each: a formatter takes longer to make than a hundred numbers to format. */
const FORMATS = [0, 1, 2, 3, 4].map((digits) => new Intl.NumberFormat("en-US", { maximumFractionDigits: digits }));
const MONEY = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function grouped(value: number, digits: number): string {
  return FORMATS[digits]?.format(value) ?? String(value);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** Of small numbers more digits are worth reading. */
function digitsOf(value: number): number {
  return Math.abs(value) >= 1 || value === 0 ? 2 : 4;
}

function moneyText(value: number): string {
  return `${value < 0 ? "-" : ""}$${MONEY.format(Math.abs(value))}`;
}

/** A share of 0.4567 as `45.7%`. */
export function percent(name: string, share: number): Fact {
  const shown = rounded(share * 100, 1);
  return { name, value: share, text: `${grouped(shown, 1)}%`, shown };
}

/** A number in its unit. */
export function figure(name: string, value: number, unit?: Unit): Fact {
  if (unit === "percent") return percent(name, value);
  if (unit === "usd") return { name, value, text: moneyText(value), shown: rounded(value, 2) };
  const digits = digitsOf(value);
  return { name, value, text: `${grouped(value, digits)}${(unit && SUFFIX[unit]) ?? ""}`, shown: rounded(value, digits) };
}

/** A name, a period, a day. */
export function words(name: string, value: string | number | boolean | null): Fact {
  return { name, value, text: value === null ? "none" : String(value) };
}

function evidenceOf(facts: readonly Fact[]): Insight["evidence"] {
  return Object.fromEntries(
    facts.flatMap(({ name, value, shown }) => [
      [name, value],
      ...(shown === undefined || shown === value ? [] : [[`${name}Shown`, shown]]),
    ]),
  );
}

/** Writes the text of an insight, and keeps every fact in it as evidence. */
export function insight(kind: string): (strings: TemplateStringsArray, ...parts: readonly (Fact | string)[]) => Insight {
  return (strings, ...parts) => ({
    kind,
    text: strings.reduce((text, piece, index) => {
      const part = parts[index - 1];
      return text + (typeof part === "string" ? part : (part?.text ?? "")) + piece;
    }),
    evidence: evidenceOf(parts.filter((part) => typeof part !== "string")),
  });
}
