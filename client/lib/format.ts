import { parseDuration } from "../../shared/time.ts";

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const small = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });

/** A number with thousands separators; fractions only where they carry something. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1_000 || Number.isInteger(value)) return whole.format(value);
  return size >= 1 ? fine.format(value) : small.format(value);
}

/** A rate a second: one decimal below ten, whole above. */
export function formatRate(value: number): string {
  return value > 0 && value < 10 && !Number.isInteger(value) ? value.toFixed(1) : whole.format(value);
}

/** Milliseconds as people say them, number and unit apart. */
export function lagParts(ms: number): { readonly value: string; readonly unit: string } {
  if (ms < 1_000) return { value: whole.format(ms), unit: "ms" };
  if (ms < 60_000) return { value: (ms / 1_000).toFixed(1), unit: "s" };
  return { value: whole.format(ms / 60_000), unit: "min" };
}

export function formatLag(ms: number): string {
  const { value, unit } = lagParts(ms);
  return `${value} ${unit}`;
}

/** How long something took or has lasted, in its two largest units: `3m 12s`. */
export function formatSpan(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${seconds % 60}s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours}h ${minutes % 60}m`;
  return `${Math.floor(hours / 24)}d ${hours % 24}h`;
}

/** How long ago: `now`, `12 s ago`, `3 min ago`, `2 h ago`, `5 d ago`. A time ahead of the clock is `now`. */
export function formatAgo(at: number, now: number): string {
  const seconds = Math.floor((now - at) / 1_000);
  if (seconds < 5) return "now";
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

const UNIT_WORDS: readonly (readonly [number, string])[] = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1_000, "s"],
];

/** A duration of the API, `5m`, as text for people: `5 min`. */
export function durationWords(duration: string): string {
  const ms = parseDuration(duration);
  if (ms === undefined) return duration;
  for (const [unit, word] of UNIT_WORDS) if (ms >= unit && ms % unit === 0) return `${ms / unit} ${word}`;
  return `${ms} ms`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}
