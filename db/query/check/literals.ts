import type { Literal, PlanType } from "../../../shared/plan.ts";

const MAX_TEXT = 1_000;
/** Beyond it cents are lost in a double. */
const MAX_NUMBER = 1e15;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** Whether `text` is an instant such as `2026-10-31T23:59:59Z`, of a day that exists. */
export function isInstant(text: string): boolean {
  return instant.test(text) && existingDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

function existingDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const isDay = (text: string) => day.test(text) && existingDay(text);

/** What is wrong with a text, whatever it is for: neither database can hold these. */
export function textProblem(text: unknown): string | undefined {
  if (typeof text !== "string") return "expected a text";
  if (text.length > MAX_TEXT) return `a text of more than ${MAX_TEXT} characters`;
  if (text.includes("\0") || /\p{Surrogate}/u.test(text)) return "a text with characters that no database holds";
  return undefined;
}

function numberProblem(value: unknown): string | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) return "expected a number";
  return Math.abs(value) > MAX_NUMBER ? "a number beyond 1e15" : undefined;
}

const problems: Record<PlanType, (value: unknown) => string | undefined> = {
  integer: (value) => numberProblem(value) ?? (Number.isInteger(value) ? undefined : "expected a whole number"),
  number: numberProblem,
  text: textProblem,
  boolean: (value) => (typeof value === "boolean" ? undefined : "expected true or false"),
  timestamp: (value) => (typeof value === "string" && isInstant(value) ? undefined : "expected an instant such as 2026-10-31T23:59:59Z"),
  date: (value) => (typeof value === "string" && isDay(value) ? undefined : "expected a day such as 2026-10-31"),
};

/** What is wrong with a literal, undefined when nothing is. */
export function literalProblem(value: Literal, type: PlanType): string | undefined {
  if (!Object.hasOwn(problems, type)) return `unknown type "${type}"`;
  return value === null ? undefined : problems[type](value);
}
