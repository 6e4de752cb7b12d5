import type { Request, Response } from "express";
import { QUERY_STREAM_EVENTS, type QueryRequest, queryRequestSchema, queryStreamQuerySchema } from "../../../shared/answers.ts";
import { fieldErrors } from "../../../shared/problems.ts";
import { invalid } from "../../http/api-error.ts";
import { storeError } from "../../http/failures.ts";
import { asApiError, problemOf } from "../../http/problem.ts";
import { identityOf, pathOf, stateOf } from "../../http/request-state.ts";
import type { Asker } from "../../query/ports.ts";
import { readQuery } from "../read-input.ts";
import type { Route } from "../route.ts";
import { questionError } from "./question-error.ts";

const EVENT_STREAM = "text/event-stream";
/** Keeps proxies from taking a model that thinks for a dead connection. */
const COMMENT_MS = 15_000;

/** What came in the address, in the form of the body; `asOf` may be a number there. */
function requestOf(request: Request): QueryRequest {
  const { asOf, ...rest } = readQuery(queryStreamQuerySchema, request);
  const instant = asOf !== undefined && /^\d+$/.test(asOf) ? Number(asOf) : asOf;
  const result = queryRequestSchema.safeParse({ ...rest, ...(instant !== undefined && { asOf: instant }) });
  if (!result.success) throw invalid(fieldErrors(result.error));
  return result.data;
}

/** Frames of one answer. The stream begins with the first of them, so that what fails before has a status of its own. */
class AnswerStream {
  private readonly response: Response;

  constructor(response: Response) {
    this.response = response;
  }

  say(event: keyof typeof QUERY_STREAM_EVENTS | "problem", data: unknown): void {
    if (this.response.destroyed) return;
    this.begin();
    this.response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  get begun(): boolean {
    return this.response.headersSent;
  }

  comment(): void {
    if (this.begun && !this.response.destroyed) this.response.write(":\n\n");
  }

  private begin(): void {
    if (this.begun) return;
    this.response.status(200).set({ "Cache-Control": "no-store", "Content-Type": EVENT_STREAM, "X-Accel-Buffering": "no" });
  }
}

export const askStreamed: Route = {
  method: "get",
  path: "/api/v1/query/stream",
  operationId: "askStreamed",
  summary: "The same as SSE: `stage` events, then `result`, or `problem` when it fails after the start",
  access: "viewer",
  group: "questions",
  query: queryStreamQuerySchema,
  responses: {
    200: {
      description: "`stage` events with a step of the trace each, then one `result` with the answer, or one `problem`.",
      schema: QUERY_STREAM_EVENTS.result,
      contentType: EVENT_STREAM,
    },
  },
  problems: ["overloaded", "query_timeout", "query_failed", "database_unreachable"],
  serve:
    ({ query }) =>
    async (request, response) => {
      const question = requestOf(request);
      const gone = new AbortController();
      response.once("close", () => gone.abort());
      response.setTimeout(0);
      const stream = new AnswerStream(response);
      const comments = setInterval(() => stream.comment(), COMMENT_MS);
      const asker: Asker = {
        requestId: stateOf(request).id,
        ...identityOf(request),
        signal: gone.signal,
        onStage: (step) => stream.say("stage", step),
      };
      try {
        stream.say("result", await query.ask(question, asker));
      } catch (error) {
        const known = storeError(questionError(error));
        if (!stream.begun) throw known;
        stream.say("problem", problemOf(asApiError(known), pathOf(request), stateOf(request).id));
      } finally {
        clearInterval(comments);
      }
      response.end();
    },
};
