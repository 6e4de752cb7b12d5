import type { IncomingMessage, ServerResponse } from "node:http";

/** The way of events from a request into the log. */
export interface Ingest {
  /**
   * Stores the events of a request and answers 202 when they are durable. Rejects with an ApiError, or with what the log
   * throws, when nothing has been answered.
   */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Ends the uploads under way, each with an answer that says how many of its events were accepted. */
  stop(): void;
}
