import { UnsafeSqlError } from "../../ports.ts";
import type { Facts } from "./facts.ts";

/** Longest text, in characters, that a function such as `repeat` may be told to make, nested calls multiplied. */
const MAX_GROWTH = 100_000;

/** Runs `within` for the arguments of a function that makes a text as long as the largest of `numbers` says. Throws when that is too long. */
export function withGrowth(facts: Facts, name: string, numbers: readonly number[], within: () => void): void {
  const outside = facts.growth;
  facts.growth *= Math.max(1, ...numbers.map(Math.abs));
  if (!(facts.growth <= MAX_GROWTH)) throw new UnsafeSqlError(`${name} may not make a text of more than ${MAX_GROWTH} characters`);
  within();
  facts.growth = outside;
}

/** The widths and precisions of a printf format; `star` when one of them is an argument. */
export function formatWidths(format: string): { readonly widths: readonly number[]; readonly star: boolean } {
  const directives = format.match(/%[-+ 0#!,]*(\d+|\*)?(\.(\d+|\*))?/g) ?? [];
  return {
    widths: directives.flatMap((directive) => directive.match(/\d+/g) ?? []).map(Number),
    star: directives.some((directive) => directive.includes("*")),
  };
}
