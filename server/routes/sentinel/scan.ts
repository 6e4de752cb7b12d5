import { reportSchema } from "../../../shared/sentinel.ts";
import { readQuery } from "../read-input.ts";
import type { Route } from "../route.ts";
import { scanError, scanQuerySchema, wishOf } from "./scan-wish.ts";

/** It answers itself: a scan takes its time, and goes on when the client has gone. */
export const scan: Route = {
  method: "get",
  path: "/api/v1/sentinel/scan",
  operationId: "scan",
  summary: "Runs a scan, or joins the one of the same domains and moment that runs, and answers with its report",
  access: "viewer",
  group: "sentinel",
  query: scanQuerySchema,
  responses: { 200: { description: "The report; `status` is `cancelled` when somebody ended the scan early.", schema: reportSchema } },
  problems: ["overloaded", "query_timeout", "query_failed", "database_unreachable"],
  serve:
    ({ scans }) =>
    async (request, response) => {
      const wish = wishOf(readQuery(scanQuerySchema, request));
      response.setTimeout(0);
      const report = await scans
        .begin(wish)
        .then((id) => scans.finished(id))
        .catch((error: unknown) => {
          throw scanError(error);
        });
      if (!response.destroyed) response.status(200).set("Cache-Control", "no-store").json(report);
    },
};
