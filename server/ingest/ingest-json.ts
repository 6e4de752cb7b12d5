import type { EventLog, NewEvent } from "../../db/ports.ts";
import { EVENT_LIMITS, type IngestResult } from "../../shared/events.ts";
import { ApiError, invalid } from "../http/api-error.ts";
import { decodeUtf8, parseJsonText } from "../http/json.ts";
import { acceptEvent, type EventReader } from "./accept-event.ts";
import { isWebhook, readWebhook } from "./alertmanager.ts";
import { readCloudEvent } from "./cloud-event.ts";
import { plainEvent } from "./plain-event.ts";
import { createTally } from "./tally.ts";

export interface IngestDependencies {
  readonly log: EventLog;
  /** Epoch ms. */
  readonly now: () => number;
}

/** The events of a body, and where in it they are. */
interface Posted {
  readonly events: readonly unknown[];
  /** Put before the index of an event; undefined for a body that is one event. */
  readonly prefix: string | undefined;
  readonly read: EventReader;
}

/** The answer to nearly every request with one event; the same object each time. */
export const ONE_ACCEPTED: IngestResult = { accepted: 1, duplicates: 0, rejected: 0, errors: [] };

function unwrapWebhook(body: object): Posted {
  const { alerts, read } = readWebhook(body);
  return { events: alerts, prefix: "alerts.", read };
}

/** What may be posted as CloudEvents: one, or with `batched` an array. */
function unwrapCloudEvents(body: unknown, batched: boolean): Posted {
  if (batched !== Array.isArray(body))
    throw invalid([{ path: "", message: batched ? "expected an array of CloudEvents" : "expected a CloudEvent" }]);
  return Array.isArray(body)
    ? { events: body, prefix: "", read: readCloudEvent }
    : { events: [body], prefix: undefined, read: readCloudEvent };
}

function unwrap(body: object): Posted {
  const read = acceptEvent;
  if (Array.isArray(body)) return { events: body, prefix: "", read };
  if (isWebhook(body)) return unwrapWebhook(body);
  if (!("events" in body) || "type" in body) return { events: [body], prefix: undefined, read };
  const extra = Object.keys(body).filter((key) => key !== "events");
  if (extra.length > 0) throw invalid(extra.map((path) => ({ path, message: "unknown field" })));
  if (!Array.isArray(body.events)) throw invalid([{ path: "events", message: "expected an array of events" }]);
  return { events: body.events, prefix: "events.", read };
}

function postedEvents(body: unknown): Posted {
  if (typeof body !== "object" || body === null) {
    throw invalid([{ path: "", message: "expected an event, an array of events or {events: […]}" }]);
  }
  return unwrap(body);
}

function refuseTooMany(posted: Posted): void {
  if (posted.events.length > EVENT_LIMITS.eventsPerArray) {
    throw new ApiError(
      "too_large",
      `The array holds ${posted.events.length} events, at most ${EVENT_LIMITS.eventsPerArray} are taken at once.`,
    );
  }
}

async function ingestPosted({ log }: IngestDependencies, posted: Posted, latest: number): Promise<IngestResult> {
  refuseTooMany(posted);
  const { events, prefix, read } = posted;
  const tally = createTally();
  const valid: NewEvent[] = [];
  const indexes: number[] = [];
  for (const value of events) {
    const event = read(value, latest);
    if (Array.isArray(event)) tally.reject(event);
    else {
      valid.push(event);
      indexes.push(tally.next());
    }
  }
  if (events.length > 0) tally.committed(await log.append(valid, events.length - valid.length), indexes);
  return tally.result(({ index, path }) => {
    if (prefix === undefined) return path;
    return path === "" ? `${prefix}${index}` : `${prefix}${index}.${path}`;
  });
}

/** Stores one CloudEvent in structured JSON, or a batch of them; otherwise as {@link ingestJson}. */
export function ingestCloudEvents(dependencies: IngestDependencies, bytes: Buffer, batched: boolean): Promise<IngestResult> {
  const latest = dependencies.now() + EVENT_LIMITS.futureMs;
  return ingestPosted(dependencies, unwrapCloudEvents(parseJsonText(decodeUtf8(bytes)), batched), latest);
}

/**
 * Stores the events of a JSON body: one, an array, `{events: […]}` or a webhook of Alertmanager. Resolves when they are durable; all of the valid ones or
 * none. Throws an ApiError for a body that holds no valid event, and what the log throws.
 */
export async function ingestJson(dependencies: IngestDependencies, bytes: Buffer): Promise<IngestResult> {
  const latest = dependencies.now() + EVENT_LIMITS.futureMs;
  const body = parseJsonText(decodeUtf8(bytes));
  const event = plainEvent(body, latest);
  if (event === undefined) return ingestPosted(dependencies, postedEvents(body), latest);
  const { accepted, duplicates, reused } = await dependencies.log.append([event], 0);
  if (accepted === 1) return ONE_ACCEPTED;
  const errors = reused.map((index) => ({ index, path: "id", message: "id_reused" }));
  return { accepted, duplicates: duplicates.length, rejected: 0, errors };
}
