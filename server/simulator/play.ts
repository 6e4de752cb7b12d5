import type { IngestResult } from "../../shared/events.ts";
import type { TimedEvent } from "./generate.ts";

export interface Tally {
  readonly sent: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** Those of `rejected` that the scenario did not mean to be. */
  readonly unexpected: number;
}

export const NOTHING_SENT: Tally = { sent: 0, accepted: 0, duplicates: 0, rejected: 0, unexpected: 0 };

export interface PlayOptions {
  readonly send: (batch: readonly TimedEvent[]) => Promise<IngestResult>;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly stopped: () => boolean;
  /** Called after each batch with the offset of its last event, ms. */
  readonly onBatch: (tally: Tally, offsetMs: number, result: IngestResult) => void;
}

const TICK_MS = 100;
/** After an outage the events of the meantime are sent in parts of this size, each well below the API's limits. */
const BATCH = 2_000;

/** Sends events when their time has come, one batch after the other, so that they arrive in order. */
export async function play(events: Iterable<TimedEvent>, options: PlayOptions): Promise<Tally> {
  const startMs = options.now();
  const queue = events[Symbol.iterator]();
  let tally = NOTHING_SENT;
  let next = queue.next();
  while (!next.done && !options.stopped()) {
    const elapsedMs = options.now() - startMs;
    const batch: TimedEvent[] = [];
    let offsetMs = 0;
    for (; !next.done && next.value.offsetMs <= elapsedMs && batch.length < BATCH; next = queue.next()) {
      batch.push(next.value);
      offsetMs = next.value.offsetMs;
    }
    if (batch.length === 0) {
      await options.sleep(TICK_MS);
      continue;
    }
    const result = await options.send(batch);
    tally = add(tally, batch, result);
    options.onBatch(tally, offsetMs, result);
    if (batch.length < BATCH) await options.sleep(Math.max(0, TICK_MS - (options.now() - startMs - elapsedMs)));
  }
  return tally;
}

function add(tally: Tally, batch: readonly TimedEvent[], { accepted, duplicates, rejected }: IngestResult): Tally {
  const expected = batch.filter(({ refused }) => refused).length;
  return {
    sent: tally.sent + batch.length,
    accepted: tally.accepted + accepted,
    duplicates: tally.duplicates + duplicates,
    rejected: tally.rejected + rejected,
    unexpected: tally.unexpected + Math.max(0, rejected - expected),
  };
}

/** Whether the server has every event that was sent, but for those it had to refuse. */
export function allAcknowledged({ sent, accepted, duplicates, rejected, unexpected }: Tally): boolean {
  return accepted + duplicates + rejected === sent && unexpected === 0;
}

/** What comes of a batch of which the server takes nothing, because it is only of events that it has to refuse. */
export function allRefused(batch: readonly TimedEvent[]): IngestResult | undefined {
  if (!batch.every(({ refused }) => refused)) return undefined;
  return { accepted: 0, duplicates: 0, rejected: batch.length, errors: [] };
}
