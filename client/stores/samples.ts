import { createStore } from "zustand/vanilla";

/** One second of the engine as the status stream told it. */
export interface Sample {
  /** Epoch seconds. */
  readonly at: number;
  readonly eventsPerSecond: number;
  readonly lagMs: number;
  /** Accepted events that are not evaluated yet. */
  readonly pending: number;
  readonly open: number;
  /** Open alerts of severity critical or high. */
  readonly urgent: number;
}

export const SAMPLES_KEPT = 600;
/** Two samples further apart than this have a gap between them. */
const GAP_SECONDS = 3;

export type SampleField = Exclude<keyof Sample, "at">;

export const samplesStore = createStore<{ samples: readonly Sample[] }>(() => ({ samples: [] }));

/** The samples with one more, bounded; a second one for the same second replaces the first. */
export function addSample(samples: readonly Sample[], sample: Sample, keep = SAMPLES_KEPT): readonly Sample[] {
  const last = samples.at(-1);
  if (last && sample.at < last.at) return samples;
  const before = last?.at === sample.at ? samples.slice(0, -1) : samples;
  return [...before.slice(Math.max(0, before.length + 1 - keep)), sample];
}

/** Times and values for a chart; where the stream was silent a null keeps the line from pretending. */
export function series(samples: readonly Sample[], field: SampleField, gapSeconds = GAP_SECONDS): [number[], (number | null)[]] {
  const times: number[] = [];
  const values: (number | null)[] = [];
  let previous: number | undefined;
  for (const sample of samples) {
    if (previous !== undefined && sample.at - previous > gapSeconds) {
      times.push(previous + 1, sample.at - 1);
      values.push(null, null);
    }
    times.push(sample.at);
    values.push(sample[field]);
    previous = sample.at;
  }
  return [times, values];
}
