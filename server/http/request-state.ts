import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Role } from "../../shared/api.ts";

/** Who a request acts as. */
export interface Identity {
  readonly actor: string;
  readonly role: Role;
}

/** What the server knows of one request, from its first middleware on. */
export interface RequestState {
  readonly id: string;
  /** The trace of a W3C traceparent header. */
  readonly traceId: string | undefined;
  readonly startedAt: number;
  identity: Identity | undefined;
  /** Whether the request leaves its line in the log when its response is over. */
  logged: boolean;
}

const STATE = Symbol("request state");
type Carrier = IncomingMessage & { [STATE]?: RequestState };

const SANE_ID = /^[A-Za-z0-9._:/+=-]{1,128}$/;
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-|$)/;

function requestId(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && SANE_ID.test(given) ? given : randomUUID();
}

function traceId(request: IncomingMessage): string | undefined {
  const given = request.headers.traceparent;
  return typeof given === "string" ? TRACEPARENT.exec(given)?.[1] : undefined;
}

/** Begins the state of a request: its id is the client's if that is a sane token, else a new one. */
export function beginRequest(request: IncomingMessage): RequestState {
  const state: RequestState = {
    id: requestId(request),
    traceId: traceId(request),
    startedAt: performance.now(),
    identity: undefined,
    logged: false,
  };
  (request as Carrier)[STATE] = state;
  return state;
}

/** The state of a request; begun here for one that failed before its first middleware. */
export function stateOf(request: IncomingMessage): RequestState {
  return (request as Carrier)[STATE] ?? beginRequest(request);
}

/** Since the request began. */
export function secondsSince(request: IncomingMessage): number {
  return (performance.now() - stateOf(request).startedAt) / 1_000;
}

/** Who a request acts as, once it is authorized. */
export function identityOf(request: IncomingMessage): Identity {
  const { identity } = stateOf(request);
  if (!identity) throw new Error("the request has not been authorized");
  return identity;
}

/** The address without its query, which may hold what should not be repeated. */
export function pathOf(request: IncomingMessage): string {
  const url = (request as { originalUrl?: string }).originalUrl ?? request.url ?? "/";
  const query = url.indexOf("?");
  return query < 0 ? url : url.slice(0, query);
}
