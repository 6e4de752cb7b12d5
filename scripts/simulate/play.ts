import type { TimedEvent } from "../../server/simulator/generate.ts";
import type { EventInput, IngestResult } from "../../shared/events.ts";

export interface Tally {
  readonly sent: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
}

export interface PlayOptions {
  readonly send: (events: readonly EventInput[]) => Promise<IngestResult>;
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
  let tally: Tally = { sent: 0, accepted: 0, duplicates: 0, rejected: 0 };
  let next = queue.next();
  while (!next.done && !options.stopped()) {
    const elapsedMs = options.now() - startMs;
    const batch: EventInput[] = [];
    let offsetMs = 0;
    for (; !next.done && next.value.offsetMs <= elapsedMs && batch.length < BATCH; next = queue.next()) {
      batch.push(next.value.event);
      offsetMs = next.value.offsetMs;
    }
    if (batch.length === 0) {
      await options.sleep(TICK_MS);
      continue;
    }
    const result = await options.send(batch);
    tally = add(tally, batch.length, result);
    options.onBatch(tally, offsetMs, result);
    if (batch.length < BATCH) await options.sleep(Math.max(0, TICK_MS - (options.now() - startMs - elapsedMs)));
  }
  return tally;
}

function add(tally: Tally, sent: number, { accepted, duplicates, rejected }: IngestResult): Tally {
  return {
    sent: tally.sent + sent,
    accepted: tally.accepted + accepted,
    duplicates: tally.duplicates + duplicates,
    rejected: tally.rejected + rejected,
  };
}

/** Whether the server has every event that was sent. */
export function allAcknowledged({ sent, accepted, duplicates }: Tally): boolean {
  return accepted + duplicates === sent;
}
