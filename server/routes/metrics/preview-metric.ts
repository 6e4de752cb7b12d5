import type { Request, Response } from "express";
import { type MetricPreviewInput, metricPreviewInputSchema, metricPreviewSchema } from "../../../shared/backtest.ts";
import { BacktestCancelledError, type BacktestRequest, type Backtests } from "../../backtest/ports.ts";
import { ApiError } from "../../http/api-error.ts";
import { asApiError, problemOf } from "../../http/problem.ts";
import { ClientGoneError } from "../../http/read-body.ts";
import { pathOf, stateOf } from "../../http/request-state.ts";
import { readInput } from "../read-input.ts";
import type { Route } from "../route.ts";
import { planPreview } from "./plan-preview.ts";

const EVENT_STREAM = "text/event-stream";

/** It answers itself: a client that asks for SSE sees how far it is, and one that leaves ends it. */
export const previewMetric: Route = {
  method: "post",
  path: "/api/v1/alerts/metrics/preview",
  operationId: "previewMetric",
  summary: "Backtests a definition over stored events; with `Accept: text/event-stream` as `progress` events, then `result` or `error`",
  access: "viewer",
  group: "metrics",
  body: metricPreviewInputSchema,
  responses: { 200: { description: "What the definition would have done.", schema: metricPreviewSchema } },
  problems: ["overloaded", "backtest_timeout"],
  serve:
    ({ app, backtests, now }) =>
    async (request, response) => {
      const { body } = await readInput(previewMetric, request);
      const plan = await planPreview(app.metrics, body as MetricPreviewInput, now());
      const gone = new AbortController();
      response.once("close", () => gone.abort());
      // A long run says nothing for longer than a connection may be idle.
      response.setTimeout(0);
      if (request.accepts(["application/json", EVENT_STREAM]) === EVENT_STREAM)
        await answerStream(backtests, plan, gone.signal, request, response);
      else await answerJson(backtests, plan, gone.signal, response);
    },
};

/** While somebody waits for the answer, only the server's own end cancels a backtest. */
function asEnded(error: unknown): unknown {
  if (!(error instanceof BacktestCancelledError)) return error;
  return new ApiError("shutting_down", "The server is shutting down.", { headers: { "Retry-After": "5" } });
}

async function answerJson(backtests: Backtests, plan: BacktestRequest, signal: AbortSignal, response: Response): Promise<void> {
  const json = await backtests.run(plan, { signal }).catch((error: unknown) => {
    throw signal.aborted ? new ClientGoneError() : asEnded(error);
  });
  response.status(200).set({ "Cache-Control": "no-store", "Content-Type": "application/json; charset=utf-8" }).send(json);
}

async function answerStream(
  backtests: Backtests,
  plan: BacktestRequest,
  signal: AbortSignal,
  request: Request,
  response: Response,
): Promise<void> {
  response.status(200).set({ "Cache-Control": "no-store", "Content-Type": EVENT_STREAM, "X-Accel-Buffering": "no" });
  const say = (event: string, json: string): void => {
    if (!signal.aborted) response.write(`event: ${event}\ndata: ${json}\n\n`);
  };
  try {
    const json = await backtests.run(plan, { signal, onProgress: (progress) => say("progress", JSON.stringify(progress)) });
    say("result", json);
  } catch (error) {
    say("error", JSON.stringify(problemOf(asApiError(asEnded(error)), pathOf(request), stateOf(request).id)));
  }
  response.end();
}
