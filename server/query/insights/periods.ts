import type { Lineage } from "../answers/lineage.ts";

type Bucket = NonNullable<Lineage["bucket"]>;

const FIXED_MS: Partial<Record<Bucket, number>> = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 };
const MONTHS: Partial<Record<Bucket, number>> = { month: 1, quarter: 3, year: 12 };

/** Epoch ms of the end of the period that begins at `start`, a day or an instant; NaN of anything else. */
export function periodEnd(start: string, bucket: Bucket): number {
  const begin = new Date(start);
  const months = MONTHS[bucket];
  if (months === undefined) return begin.getTime() + (FIXED_MS[bucket] ?? 0);
  return Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + months, 1);
}
