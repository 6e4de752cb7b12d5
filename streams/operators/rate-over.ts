import { map, type OperatorFunction, scan } from "rxjs";

/** A number of things that happened by `at`, epoch ms. */
export interface Counted {
  readonly at: number;
  readonly count: number;
}

interface RateState {
  readonly seen: Counted[];
  total: number;
}

/**
 * Turns counts into a rate per second over the last `windowMs`, measured by the counts' own times: no clock is read.
 *
 * 1. Emits once for every value of the source.
 * 2. A count leaves the window when a later one is `windowMs` or more behind it.
 * 3. Completes and fails with the source.
 */
export function rateOver(windowMs: number): OperatorFunction<Counted, number> {
  return (source) =>
    source.pipe(
      scan((state: RateState, counted) => advance(state, counted, windowMs), { seen: [], total: 0 }),
      map((state) => (state.total * 1_000) / windowMs),
    );
}

/** The reducer, apart from the operator that runs it. */
export function advance(state: RateState, counted: Counted, windowMs: number): RateState {
  const { seen } = state;
  if (counted.count > 0) {
    const last = seen.at(-1);
    if (last?.at === counted.at) seen[seen.length - 1] = { at: last.at, count: last.count + counted.count };
    else seen.push(counted);
  }
  state.total += counted.count;
  while (seen[0] && counted.at - seen[0].at >= windowMs) state.total -= seen.shift()?.count ?? 0;
  return state;
}
