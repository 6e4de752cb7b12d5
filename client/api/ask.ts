import { QUERY_STREAM_EVENTS, type QueryAnswer, type TraceStep } from "../../shared/answers.ts";
import { type CatalogAnswer, catalogAnswerSchema } from "../../shared/catalog-answer.ts";
import { problemSchema } from "../../shared/problems.ts";
import { request, succeed } from "./http.ts";
import { ApiProblem } from "./problem.ts";
import { type ServerSent, serverSent } from "./server-sent.ts";

/** What can be asked about. */
export function getCatalog(signal?: AbortSignal): Promise<CatalogAnswer> {
  return request(catalogAnswerSchema, "/api/v1/catalog", { signal });
}

export interface Asking {
  readonly question: string;
  readonly domain: string | undefined;
  /** Of the questions before this one. */
  readonly conversationId: string | undefined;
}

export interface AskingOptions {
  readonly signal: AbortSignal;
  readonly onStage: (step: TraceStep) => void;
}

function unreadable(requestId: string | undefined): ApiProblem {
  return new ApiProblem({
    code: "unreadable",
    title: "The server's answer does not fit its schema",
    status: 200,
    detail: "The console and the server may be of different versions; loading the page again may help.",
    requestId,
  });
}

function brokenOff(requestId: string | undefined): ApiProblem {
  const detail = "The connection ended before the answer was complete.";
  return new ApiProblem({ code: "unreachable", title: "The answer broke off", status: 0, detail, requestId });
}

function parsed({ data }: ServerSent): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** Asks a question and tells each stage as it ends. Throws {@link ApiProblem}, or the abort. */
export async function ask({ question, domain, conversationId }: Asking, { signal, onStage }: AskingOptions): Promise<QueryAnswer> {
  const query = { question, domain, conversationId };
  const response = await succeed("/api/v1/query/stream", { query, signal, accept: "text/event-stream" });
  const requestId = response.headers.get("x-request-id") ?? undefined;
  if (!response.body) throw brokenOff(requestId);
  try {
    for await (const frame of serverSent(response.body)) {
      if (frame.event === "problem") throw new ApiProblem(problemSchema.parse(parsed(frame)));
      if (frame.event === "stage") onStage(QUERY_STREAM_EVENTS.stage.parse(parsed(frame)));
      if (frame.event === "result") {
        const answer = QUERY_STREAM_EVENTS.result.safeParse(parsed(frame));
        if (!answer.success) throw unreadable(requestId);
        return answer.data;
      }
    }
  } catch (error) {
    if (signal.aborted || error instanceof ApiProblem) throw error;
    throw error instanceof TypeError ? brokenOff(requestId) : unreadable(requestId);
  }
  throw brokenOff(requestId);
}
