import { setMaxListeners } from "node:events";
import type { IncomingMessage } from "node:http";
import { ClientGoneError } from "../http/read-body.ts";

/** The server stops; what is still being sent is not read any more. */
export class StoppingError extends Error {
  override readonly name = "StoppingError";
}

/** What ends uploads under way, however many there are. */
export function createStop(): AbortController {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  return stop;
}

const EVENTS = ["readable", "end", "error", "close"] as const;

/**
 * The chunks of a request's body as they arrive, read no faster than they are taken. Throws {@link ClientGoneError}, or
 * {@link StoppingError} as soon as `stop` is aborted, even while nothing arrives, which the request's own iterator cannot do. Leaves
 * the request open: the answer that explains why travels on its socket.
 */
export async function* readChunks(request: IncomingMessage, stop: AbortSignal): AsyncGenerator<Buffer> {
  let wake = (): void => {};
  const onWake = (): void => wake();
  for (const event of EVENTS) request.on(event, onWake);
  stop.addEventListener("abort", onWake);
  try {
    for (;;) {
      if (stop.aborted) throw new StoppingError();
      const chunk: Buffer | null = request.read();
      if (chunk !== null) yield chunk;
      else if (request.readableEnded) return;
      else if (request.destroyed) throw new ClientGoneError();
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    for (const event of EVENTS) request.off(event, onWake);
    stop.removeEventListener("abort", onWake);
  }
}
