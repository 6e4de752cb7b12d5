import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { pathOf, type RequestState, stateOf } from "./request-state.ts";

function lineOf(request: IncomingMessage, status: number, state: RequestState) {
  return {
    requestId: state.id,
    ...(state.traceId === undefined ? {} : { traceId: state.traceId }),
    method: request.method,
    path: pathOf(request),
    status,
    actor: state.identity?.actor,
    durationMs: Math.round((performance.now() - state.startedAt) * 10) / 10,
  };
}

/** The one line a request leaves in the log. */
export function logRequest(logger: Logger, request: IncomingMessage, status: number, level: "debug" | "info" | "warn" = "info"): void {
  if (logger.isLevelEnabled(level)) logger[level](lineOf(request, status, stateOf(request)), "request");
}

/** Logs the request once its response is over, however it ends. */
export function logWhenDone(logger: Logger, request: IncomingMessage, response: ServerResponse): void {
  stateOf(request).logged = true;
  response.once("close", () => {
    const level = response.statusCode >= 500 ? "warn" : "info";
    logRequest(logger, request, response.writableFinished ? response.statusCode : 499, level);
  });
}

/** An error that nobody foresaw, with its stack, under the request's id. */
export function logFailure(logger: Logger, request: IncomingMessage, error: unknown): void {
  const { id, traceId } = stateOf(request);
  logger.error({ requestId: id, traceId, path: pathOf(request), err: error }, "request failed");
}
