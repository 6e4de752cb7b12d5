import { type QueryRequest, queryAnswerSchema, queryRequestSchema } from "../../../shared/answers.ts";
import { ClientGoneError } from "../../http/read-body.ts";
import { identityOf, stateOf } from "../../http/request-state.ts";
import { readInput } from "../read-input.ts";
import type { Route } from "../route.ts";
import { questionError } from "./question-error.ts";

/** It answers itself, so that a client that leaves ends its question; the engine keeps the record of it. */
export const ask: Route = {
  method: "post",
  path: "/api/v1/query",
  operationId: "ask",
  summary: "Answers a question in plain language",
  access: "viewer",
  group: "questions",
  body: queryRequestSchema,
  responses: { 200: { description: "An answer, a question back, or why there is none.", schema: queryAnswerSchema } },
  problems: ["overloaded", "query_timeout", "query_failed", "database_unreachable"],
  serve:
    ({ query }) =>
    async (request, response) => {
      const { body } = await readInput(ask, request);
      const gone = new AbortController();
      response.once("close", () => gone.abort());
      // The statements of a question, and a model, have bounds of their own.
      response.setTimeout(0);
      const asker = { requestId: stateOf(request).id, ...identityOf(request), signal: gone.signal };
      const answer = await query.ask(body as QueryRequest, asker).catch((error: unknown) => {
        throw gone.signal.aborted ? new ClientGoneError() : questionError(error);
      });
      response.status(200).set("Cache-Control", "no-store").json(answer);
    },
};
