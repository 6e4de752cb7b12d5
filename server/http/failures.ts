import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { BadCursorError, LogOverloadedError, LogUnavailableError } from "../../db/ports.ts";
import { PROBLEMS } from "../../shared/problems.ts";
import { EnginePausedError } from "../runtime/ports.ts";
import { ApiError, invalid } from "./api-error.ts";
import { asApiError, problemOf, sendProblem } from "./problem.ts";
import { queryError } from "./query-failures.ts";
import { ClientGoneError, drain } from "./read-body.ts";
import { logFailure, logRequest } from "./request-log.ts";
import { pathOf, stateOf } from "./request-state.ts";
import { API_HEADERS } from "./security-headers.ts";

const API_HEADER_MAP: Readonly<Record<string, string>> = Object.fromEntries(API_HEADERS);

/** What the stores and the engine refuse, as the API words it; whoever retries after the given seconds loses nothing. */
export function storeError(error: unknown, members: ApiError["options"]["members"] = {}): unknown {
  if (error instanceof LogOverloadedError) {
    return new ApiError("overloaded", "The queue in front of the event log is full; nothing of the request was taken.", {
      headers: { "Retry-After": "1" },
      members,
    });
  }
  if (error instanceof LogUnavailableError) {
    return new ApiError("storage_unavailable", "The event log cannot be written at the moment.", {
      headers: { "Retry-After": "5" },
      members,
    });
  }
  const refused = queryError(error);
  if (refused) return refused;
  if (error instanceof EnginePausedError) return new ApiError("conflict", error.message);
  if (error instanceof BadCursorError) return invalid([{ path: "cursor", message: error.message }]);
  return error;
}

/** Ends a request that failed with its problem document; the one place where errors become answers. */
export function answerFailure(logger: Logger, request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (error instanceof ClientGoneError) {
    response.destroy();
    return;
  }
  const known = asApiError(storeError(error));
  if (known.code === "internal") logFailure(logger, request, error);
  const { id, logged } = stateOf(request);
  if (!logged) logRequest(logger, request, PROBLEMS[known.code].status);
  const headers = { ...API_HEADER_MAP, "X-Request-Id": id, ...known.options.headers };
  sendProblem(response, problemOf(known, pathOf(request), id), headers);
  drain(request);
}
