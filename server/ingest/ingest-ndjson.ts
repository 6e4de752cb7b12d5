import type { NewEvent } from "../../db/ports.ts";
import { EVENT_LIMITS, type IngestResult } from "../../shared/events.ts";
import { ApiError } from "../http/api-error.ts";
import { storeError } from "../http/failures.ts";
import { ClientGoneError } from "../http/read-body.ts";
import { type Batch, createAppendQueue } from "./append-queue.ts";
import type { IngestDependencies } from "./ingest-json.ts";
import { createLineSplitter } from "./line-splitter.ts";
import { StoppingError } from "./read-chunks.ts";
import { createLineReader, type EventSink } from "./read-lines.ts";
import { createTally, type Tally } from "./tally.ts";

const LINES_PER_BATCH = 1_000;

interface Batcher extends EventSink {
  /** The batches that are complete, and the begun one with them. */
  take(bytes: number): Batch[];
}

/** Gathers events into batches of bounded length. */
function createBatcher(tally: Tally): Batcher {
  let full: Batch[] = [];
  let events: NewEvent[] = [];
  let indexes: number[] = [];
  let rejected = 0;
  const close = () => {
    if (events.length + rejected > 0) full.push({ events, indexes, rejected, bytes: 0 });
    events = [];
    indexes = [];
    rejected = 0;
  };
  const closeWhenFull = () => {
    if (events.length + rejected >= LINES_PER_BATCH) close();
  };
  return {
    event(event) {
      events.push(event);
      indexes.push(tally.next());
      closeWhenFull();
    },
    rejected(errors) {
      tally.reject(errors);
      rejected += 1;
      closeWhenFull();
    },
    take(bytes) {
      close();
      const batches = full.map((batch) => ({ ...batch, bytes: Math.ceil(bytes / full.length) }));
      full = [];
      return batches;
    },
  };
}

/** Marks an error of the body's own stream, so that it is told apart from one of the store. */
async function* fromClient(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* body;
  } catch (error) {
    throw error instanceof StoppingError ? error : new ClientGoneError();
  }
}

/** What the client is told of an upload that ended before its body did. */
function endedEarly(error: unknown, counts: ReturnType<Tally["counts"]>): unknown {
  if (!(error instanceof StoppingError)) return storeError(error, counts);
  return new ApiError("shutting_down", "The server is shutting down; what was not accepted has to be sent again.", {
    headers: { "Retry-After": "5" },
    members: counts,
  });
}

/**
 * Stores the events of an NDJSON body of any length while it arrives; the client is slowed down by not reading on. Resolves when
 * all are durable. A failing store and a server that stops end it with an ApiError that says how many were accepted by then.
 */
export async function ingestNdjson({ log, now }: IngestDependencies, body: AsyncIterable<Buffer>): Promise<IngestResult> {
  const tally = createTally();
  const queue = createAppendQueue(log, (result, batch) => tally.committed(result, batch.indexes));
  const batcher = createBatcher(tally);
  const splitter = createLineSplitter(
    EVENT_LIMITS.lineBytes,
    createLineReader(() => now() + EVENT_LIMITS.futureMs, batcher),
  );
  try {
    for await (const chunk of fromClient(body)) {
      splitter.push(chunk);
      // Every chunk goes on its way at once: a slow producer's lines must not wait until there are a thousand.
      for (const batch of batcher.take(chunk.length)) await queue.add(batch);
    }
    splitter.end();
    for (const batch of batcher.take(0)) await queue.add(batch);
    await queue.finish();
  } catch (error) {
    await queue.settle();
    throw endedEarly(error, tally.counts());
  }
  return tally.result();
}
