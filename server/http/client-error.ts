import { randomUUID } from "node:crypto";
import type { Duplex } from "node:stream";
import { ApiError } from "./api-error.ts";
import { PROBLEM_TYPE, problemOf } from "./problem.ts";

/** Answers what was not even HTTP, for which there is no request that Express could see. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === "HPE_HEADER_OVERFLOW";
  const id = randomUUID();
  const problem = problemOf(
    tooLarge ? new ApiError("too_large", "The request's headers are too large.") : new ApiError("bad_request", "The request is not HTTP."),
    "",
    id,
  );
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${tooLarge ? "Payload Too Large" : "Bad Request"}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${id}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
