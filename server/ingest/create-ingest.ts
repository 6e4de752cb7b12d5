import type { IncomingMessage, ServerResponse } from "node:http";
import { EVENT_LIMITS, type IngestResult } from "../../shared/events.ts";
import { checkEncoding, mediaType, unsupportedType } from "../http/content-type.ts";
import { readBody } from "../http/read-body.ts";
import { stateOf } from "../http/request-state.ts";
import { API_HEADERS } from "../http/security-headers.ts";
import { type IngestDependencies, ingestCloudEvents, ingestJson, ONE_ACCEPTED } from "./ingest-json.ts";
import { ingestNdjson } from "./ingest-ndjson.ts";
import type { Ingest } from "./ports.ts";
import { createStop, readChunks } from "./read-chunks.ts";

const NDJSON: ReadonlySet<string> = new Set(["application/x-ndjson", "application/ndjson", "application/jsonl"]);

/** Structured CloudEvents, and whether the body is a batch. */
const CLOUD_EVENTS: ReadonlyMap<string, boolean> = new Map([
  ["application/cloudevents+json", false],
  ["application/cloudevents-batch+json", true],
]);

async function ingest(dependencies: IngestDependencies, request: IncomingMessage, stop: AbortSignal): Promise<IngestResult> {
  checkEncoding(request);
  const type = mediaType(request);
  if (type === "application/json") return ingestJson(dependencies, await readBody(request, EVENT_LIMITS.jsonBodyBytes));
  if (NDJSON.has(type)) return ingestNdjson(dependencies, readChunks(request, stop));
  const batched = CLOUD_EVENTS.get(type);
  if (batched !== undefined) return ingestCloudEvents(dependencies, await readBody(request, EVENT_LIMITS.jsonBodyBytes), batched);
  throw unsupportedType(`application/json, application/x-ndjson, or as CloudEvents: ${[...CLOUD_EVENTS.keys()].join(" or ")}`);
}

const JSON_TYPE = "application/json; charset=utf-8";
const ONE_ACCEPTED_TEXT = JSON.stringify(ONE_ACCEPTED);

/** The headers of every answer, as the flat list that Node writes without building a map first. */
const FIXED_HEADERS: readonly string[] = ["Content-Type", JSON_TYPE, "Cache-Control", "no-store", ...API_HEADERS.flat()];
const ONE_ACCEPTED_HEADERS: readonly string[] = [...FIXED_HEADERS, "Content-Length", String(Buffer.byteLength(ONE_ACCEPTED_TEXT))];

async function answer(ingested: Promise<IngestResult>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const result = await ingested;
  const { id } = stateOf(request);
  if (result === ONE_ACCEPTED) {
    response.writeHead(202, [...ONE_ACCEPTED_HEADERS, "X-Request-Id", id]).end(ONE_ACCEPTED_TEXT);
    return;
  }
  const text = JSON.stringify(result);
  response.writeHead(202, [...FIXED_HEADERS, "Content-Length", String(Buffer.byteLength(text)), "X-Request-Id", id]).end(text);
}

/** Takes JSON, NDJSON, CloudEvents and webhooks into the log. */
export function createIngest(dependencies: IngestDependencies): Ingest {
  const stop = createStop();
  return {
    answer: (request, response) => answer(ingest(dependencies, request, stop.signal), request, response),
    stop: () => stop.abort(),
  };
}
