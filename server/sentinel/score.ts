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

/** Hundredths of a point below a product, so that no value is shown as more than it is. */
function hundredths(points: number): number {
  return Math.floor(points * 100 + 1e-6) / 100;
}

/**
 * The five factors of a score from 0 to 100. All but magnitude are gated by it: what is hardly out of the ordinary does not score by
 * its size. Contributions are whole hundredths, and values are what gives them, so that contribution = weight × value × gate holds
 * for what is shown, and contributions add up to the score.
 */
export function scoreOf(candidate: Candidate, asOf: number): { readonly score: number; readonly factors: Factor[] } {
  const values = valuesOf(candidate, asOf);
  const open = Math.min(1, round(hundredths(WEIGHTS.magnitude * values.magnitude) / WEIGHTS.magnitude / 0.5, 8));
  const names = Object.keys(WEIGHTS) as FactorName[];
  const factors = names.map((name): Factor => {
    const weight = WEIGHTS[name];
    const gate = name === "magnitude" ? 1 : open;
    const contribution = hundredths(weight * values[name] * gate);
    return { name, value: gate > 0 ? round(contribution / (weight * gate), 8) : round(values[name], 4), weight, gate, contribution };
  });
  // Whole hundredths are added, so that nothing is lost to binary fractions.
  const score = factors.reduce((cents, { contribution }) => cents + Math.round(contribution * 100), 0) / 100;
  return { score, factors };
}
