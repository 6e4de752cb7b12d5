import { scanSummarySchema, summaryOf } from "../../../shared/sentinel.ts";
import { ApiError } from "../../http/api-error.ts";
import { ok, route } from "../route.ts";
import { noScan } from "./scan-wish.ts";

export const cancelScan = route({
  method: "post",
  path: "/api/v1/sentinel/scans/{scan_id}/cancel",
  operationId: "cancelScan",
  summary: "Ends a running scan; what it had found stays in the history",
  access: "viewer",
  group: "sentinel",
  responses: { 200: { description: "The scan as it was when it ended.", schema: scanSummarySchema } },
  problems: ["conflict"],
  handle: async ({ scans }, { params: { scan_id: id = "" }, identity }) => {
    const report = await scans.cancel(id, identity.actor);
    if (report) return ok(summaryOf(report));
    if (await scans.get(id)) throw new ApiError("conflict", "The scan has ended already.");
    throw noScan(id);
  },
});
