import type { Finding } from "../../shared/sentinel.ts";
import type { Candidate } from "./candidate.ts";
import { clamp } from "./statistics.ts";

type Factor = Finding["factors"][number];

const WEIGHTS = { magnitude: 40, exposure: 25, breadth: 15, recency: 10, control: 10 } as const;
type FactorName = keyof typeof WEIGHTS;
const HALF_LIFE_HOURS = 24;

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

function valuesOf(candidate: Candidate, asOf: number): Readonly<Record<FactorName, number>> {
  const { magnitude, excessUsd, breadth, newestAt, control } = candidate;
  const hours = Math.max(0, asOf - newestAt) / 3_600_000;
  return {
    magnitude: clamp(magnitude),
    exposure: clamp(Math.log10(1 + Math.max(0, excessUsd) / 1_000) / 3.5),
    breadth: clamp(Math.log10(1 + breadth) / 3),
    recency: 2 ** (-hours / HALF_LIFE_HOURS),
    control: clamp(control),
  };
}

/**
 * The five factors of a score from 0 to 100. All but magnitude are gated by it: what is hardly out of the ordinary does not score by
 * its size. Values are rounded to four digits first, so that contribution = weight × value × gate holds for what is shown.
 */
export function scoreOf(candidate: Candidate, asOf: number): { readonly score: number; readonly factors: Factor[] } {
  const values = valuesOf(candidate, asOf);
  const open = round(Math.min(1, values.magnitude / 0.5), 4);
  const names = Object.keys(WEIGHTS) as FactorName[];
  const factors = names.map((name): Factor => {
    const weight = WEIGHTS[name];
    const value = round(values[name], 4);
    const gate = name === "magnitude" ? 1 : open;
    return { name, value, weight, gate, contribution: round(weight * value * gate, 2) };
  });
  // Cents of a point are added as whole numbers, so that the contributions add up to the score exactly.
  const score = factors.reduce((cents, { contribution }) => cents + Math.round(contribution * 100), 0) / 100;
  return { score, factors };
}
