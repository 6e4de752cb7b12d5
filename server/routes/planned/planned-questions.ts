import { queryAnswerSchema, queryRequestSchema, queryStreamQuerySchema } from "../../../shared/answers.ts";
import { catalogAnswerSchema } from "../../../shared/catalog-answer.ts";
import type { Route } from "../route.ts";
import { EVENT_STREAM, planned } from "./planned.ts";

export const PLANNED_QUESTIONS: readonly Route[] = [
  planned({
    method: "post",
    path: "/api/v1/query",
    operationId: "ask",
    summary: "Answers a question in plain language",
    access: "viewer",
    group: "questions",
    body: queryRequestSchema,
    returns: queryAnswerSchema,
  }),
  planned({
    method: "get",
    path: "/api/v1/query/stream",
    operationId: "askStreamed",
    summary: "The same as SSE: `stage` events, then `result`",
    access: "viewer",
    group: "questions",
    query: queryStreamQuerySchema,
    returns: queryAnswerSchema,
    contentType: EVENT_STREAM,
  }),
  planned({
    method: "get",
    path: "/api/v1/catalog",
    operationId: "getCatalog",
    summary: "Tables, columns, synonyms and example questions",
    access: "viewer",
    group: "questions",
    returns: catalogAnswerSchema,
  }),
];
