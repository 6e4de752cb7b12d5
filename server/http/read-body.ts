import type { IncomingMessage } from "node:http";
import { ApiError } from "./api-error.ts";

/** The client went away before its body was complete; there is nobody left to answer. */
export class ClientGoneError extends Error {
  override readonly name = "ClientGoneError";
}

/** After an early answer so much of a body is still read and thrown away, for so long, so that the client gets to read the answer. */
const DRAIN_BYTES = 64 * 1024 * 1024;
const DRAIN_MS = 10_000;

/** Throws away what is left of a body; hangs up on a client that goes on for too long. */
export function drain(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  let left = DRAIN_BYTES;
  const timer = setTimeout(() => request.destroy(), DRAIN_MS);
  request.on("close", () => clearTimeout(timer));
  request.on("error", () => request.destroy());
  request.on("data", (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) request.destroy();
  });
  request.resume();
}

export function tooLarge(limit: number): ApiError {
  return new ApiError("too_large", `The body is larger than ${limit} bytes.`);
}

/** Refuses a body that its Content-Length announces as too large, before any of it is read. */
export function checkContentLength(request: IncomingMessage, limit: number): void {
  const length = request.headers["content-length"];
  if (length !== undefined && Number(length) > limit) throw tooLarge(limit);
}

/** The whole body, at most `limit` bytes. Throws `too_large`, or {@link ClientGoneError}. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    checkContentLength(request, limit);
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    let size = 0;
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.off("data", onData);
        reject(tooLarge(limit));
      } else if (first === undefined) first = chunk;
      else if (more === undefined) more = [first, chunk];
      else more.push(chunk);
    };
    request.on("data", onData);
    // A small body is one chunk, which need not be copied.
    request.on("end", () => resolve(more ? Buffer.concat(more, size) : (first ?? Buffer.alloc(0))));
    request.on("error", () => reject(new ClientGoneError()));
  });
}
