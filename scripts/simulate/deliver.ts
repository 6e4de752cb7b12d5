import type { TimedEvent } from "../../server/simulator/generate.ts";
import { allRefused } from "../../server/simulator/play.ts";
import type { IngestResult } from "../../shared/events.ts";
import { ingestResultSchema } from "../../shared/events.ts";
import { problemSchema } from "../../shared/problems.ts";
import type { Answer, Poster } from "./post.ts";

/** The server did not take the events; what it said, or why there was no answer. */
export class DeliveryError extends Error {
  override readonly name = "DeliveryError";
}

export interface DeliverOptions {
  readonly poster: Poster;
  /** How long one batch is tried again, ms: long enough for a restart of the server. */
  readonly retryWindowMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Called before each wait. */
  readonly onRetry: (reason: string) => void;
}

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 2_000;
const RETRIED = new Set([408, 429, 500, 502, 503, 504]);

type Outcome = { readonly result: IngestResult } | { readonly reason: string; readonly waitMs: number };

/**
 * Posts a batch until it is acknowledged. A repeat carries the same ids, so what an unheard answer had acknowledged
 * comes back as duplicates; a batch of nothing but events that have to be refused may be. Throws {@link DeliveryError} when the server refuses it or the window is over.
 */
export async function deliver(batch: readonly TimedEvent[], options: DeliverOptions): Promise<IngestResult> {
  const json = JSON.stringify(batch.map(({ event }) => event));
  const deadline = options.now() + options.retryWindowMs;
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(2 * delayMs, LONGEST_DELAY_MS)) {
    const outcome = await attempt(options.poster, json, allRefused(batch));
    if ("result" in outcome) return outcome.result;
    const waitMs = Math.max(delayMs, outcome.waitMs);
    if (options.now() + waitMs > deadline) throw new DeliveryError(`gave up after ${options.retryWindowMs / 1_000} s: ${outcome.reason}`);
    options.onRetry(outcome.reason);
    await options.sleep(waitMs);
  }
}

async function attempt(poster: Poster, json: string, ifInvalid: IngestResult | undefined): Promise<Outcome> {
  let answer: Answer;
  try {
    answer = await poster.post(json);
  } catch (error) {
    return { reason: describe(error), waitMs: 0 };
  }
  if (answer.status === 202) return { result: ingestResultSchema.parse(JSON.parse(answer.body)) };
  if (answer.status === 422 && ifInvalid) return { result: ifInvalid };
  const reason = `${answer.status} ${detailOf(answer.body)}`;
  if (!RETRIED.has(answer.status)) throw new DeliveryError(`the server refused the events: ${reason}`);
  return { reason, waitMs: Math.min((answer.retryAfter ?? 0) * 1_000, 5_000) };
}

/** A refused connection to a name with two addresses has its reasons inside. */
function describe(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}

function detailOf(body: string): string {
  try {
    const { code, detail, errors } = problemSchema.partial().parse(JSON.parse(body));
    const field = errors?.[0] ? ` (${errors[0].path}: ${errors[0].message})` : "";
    return `${code ?? "error"}: ${detail ?? ""}${field}`;
  } catch {
    return body.slice(0, 200);
  }
}
