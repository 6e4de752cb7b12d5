import type { ServerResponse } from "node:http";
import { MAX_ERRORS, PROBLEMS, type Problem } from "../../shared/problems.ts";
import { ApiError } from "./api-error.ts";

export const PROBLEM_TYPE = "application/problem+json";

/** The RFC 9457 document of an error, for the path and the request it happened in. */
export function problemOf(error: ApiError, instance: string, requestId: string): Problem {
  const { status, title } = PROBLEMS[error.code];
  const { errors, members } = error.options;
  return {
    type: `urn:crowsnest:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    instance,
    code: error.code,
    requestId,
    ...(errors && errors.length > 0 ? { errors: errors.slice(0, MAX_ERRORS) } : {}),
    ...members,
  };
}

/** Ends the response with a problem document; does nothing but hang up when an answer has already begun. */
export function sendProblem(response: ServerResponse, problem: Problem, headers: Readonly<Record<string, string>> = {}): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = JSON.stringify(problem);
  response.writeHead(problem.status, {
    ...headers,
    "Content-Type": PROBLEM_TYPE,
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}

interface HttpError {
  readonly status: number;
}

function isClientHttpError(error: unknown): error is HttpError {
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
  return typeof status === "number" && status >= 400 && status < 500;
}

/** What the client is told of anything that was thrown; nothing of an unexpected error leaves the server. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  // Express and its parts mark what the client got wrong, such as a malformed percent-encoding, by a status.
  if (isClientHttpError(error)) {
    if (error.status === 404) return new ApiError("not_found", "There is nothing at this address.");
    return new ApiError("bad_request", "The request could not be read.");
  }
  return new ApiError("internal", "Something went wrong on the server; its log has the details under this request id.");
}
