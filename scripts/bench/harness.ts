/** One line of the table: a ratio against a baseline that ran in the same minutes. */
export interface BenchResult {
  readonly name: string;
  /** What `ours` and `baseline` count, such as `requests/s`. */
  readonly unit: string;
  readonly ours: number;
  readonly baseline: number;
  /** Whether the ratio should be high (rates) or low (times). */
  readonly better: "higher" | "lower";
  /** Median of the ratios ours / baseline, round by round. */
  readonly ratio: number;
  /** What the ratio must reach (`higher`) or stay under (`lower`). */
  readonly target: number;
  readonly rounds: number;
  readonly note: string;
}

export interface Benchmark {
  readonly name: string;
  readonly run: (options: BenchOptions) => Promise<BenchResult[]>;
}

export interface BenchOptions {
  /** Smaller numbers, for trying the benchmark itself out. */
  readonly quick: boolean;
  readonly say: (line: string) => void;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Runs both sides in turn, so that a machine that slows down slows both, and compares them round by round. */
export async function compare(
  rounds: number,
  ours: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<{ ours: number; baseline: number; ratio: number; rounds: number }> {
  const pairs: [number, number][] = [];
  for (let round = 0; round < rounds; round++) {
    // Which side goes first changes, so that neither always finds the machine warm.
    if (round % 2 === 0) {
      const mine = await ours();
      pairs.push([mine, await baseline()]);
    } else {
      const bare = await baseline();
      pairs.push([await ours(), bare]);
    }
  }
  return {
    ours: median(pairs.map(([mine]) => mine)),
    baseline: median(pairs.map(([, bare]) => bare)),
    ratio: median(pairs.map(([mine, bare]) => mine / bare)),
    rounds,
  };
}

/** The same where one run measures both sides. */
export async function comparePairs(
  rounds: number,
  pair: () => Promise<readonly [number, number]>,
): Promise<{ ours: number; baseline: number; ratio: number; rounds: number }> {
  const pairs: (readonly [number, number])[] = [];
  for (let round = 0; round < rounds; round++) pairs.push(await pair());
  return {
    ours: median(pairs.map(([mine]) => mine)),
    baseline: median(pairs.map(([, bare]) => bare)),
    ratio: median(pairs.map(([mine, bare]) => mine / bare)),
    rounds,
  };
}

export function reached(result: BenchResult): boolean {
  return result.better === "higher" ? result.ratio >= result.target : result.ratio <= result.target;
}

/** The results as a Markdown table. */
export function table(results: readonly BenchResult[]): string {
  const rows = results.map((result) => {
    const sign = result.better === "higher" ? "≥" : "≤";
    return [
      result.name,
      `${figure(result.ours)} ${result.unit}`,
      `${figure(result.baseline)} ${result.unit}`,
      `**${result.ratio.toFixed(2)}×**`,
      `${sign} ${result.target}×`,
      reached(result) ? "yes" : "no",
    ].join(" | ");
  });
  return [
    "| measure | Crowsnest | baseline | ratio | wanted | reached |",
    "|---|---|---|---|---|---|",
    ...rows.map((row) => `| ${row} |`),
  ].join("\n");
}

function figure(value: number): string {
  if (value >= 1_000) return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
