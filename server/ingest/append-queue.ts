import { type AppendResult, type EventLog, LogOverloadedError, type NewEvent } from "../../db/ports.ts";

/** Events on their way to the log together, and the size of what they were read from. */
export interface Batch {
  readonly events: readonly NewEvent[];
  /** Where in the request each of the events stands. */
  readonly indexes: readonly number[];
  readonly rejected: number;
  readonly bytes: number;
}

/** What one request may have between itself and the disk. */
const MAX_BATCHES = 8;
const MAX_EVENTS = 4_000;
const MAX_BYTES = 4 * 1024 * 1024;

/** Appends batches in order, a bounded number at a time. */
export interface AppendQueue {
  /** Resolves when there is room for the next batch; throws what the log threw for an earlier one. */
  add(batch: Batch): Promise<void>;
  /** Resolves when every batch is durable; throws what the log threw for one. */
  finish(): Promise<void>;
  /** Resolves when every batch is durable or refused. */
  settle(): Promise<void>;
}

/** A full queue only slows this request down: it is not reading on, so it cannot outgrow anything by waiting. */
async function appendWhenWritable(log: EventLog, batch: Batch): Promise<AppendResult> {
  for (;;) {
    await log.whenWritable();
    try {
      return await log.append(batch.events, batch.rejected);
    } catch (error) {
      if (!(error instanceof LogOverloadedError)) throw error;
    }
  }
}

export function createAppendQueue(log: EventLog, committed: (result: AppendResult, batch: Batch) => void): AppendQueue {
  const inFlight: { batch: Batch; done: Promise<void> }[] = [];
  let events = 0;
  let bytes = 0;
  let failure: { error: unknown } | undefined;

  const start = (batch: Batch): Promise<void> =>
    appendWhenWritable(log, batch).then(
      (result) => committed(result, batch),
      (error: unknown) => {
        failure ??= { error };
      },
    );
  const oldest = async () => {
    const first = inFlight.shift();
    if (!first) return;
    await first.done;
    events -= first.batch.events.length;
    bytes -= first.batch.bytes;
  };
  const check = () => {
    if (failure) throw failure.error;
  };
  const settle = async () => {
    while (inFlight.length > 0) await oldest();
  };

  return {
    settle,
    async add(batch) {
      check();
      inFlight.push({ batch, done: start(batch) });
      events += batch.events.length;
      bytes += batch.bytes;
      while (inFlight.length > 0 && (inFlight.length >= MAX_BATCHES || events >= MAX_EVENTS || bytes >= MAX_BYTES)) await oldest();
      check();
    },
    async finish() {
      await settle();
      check();
    },
  };
}
