import { z } from "zod";
import { livePageSchema, pageQuerySchema } from "../../../shared/api.ts";
import { reportSchema, scanComparisonSchema, scanSummarySchema } from "../../../shared/sentinel.ts";
import type { Route } from "../route.ts";
import { EVENT_STREAM, planned } from "./planned.ts";

const BASE = "/api/v1/sentinel";
const scanQuery = z.object({ domains: z.string().max(1_000).optional(), asOf: z.string().max(64).optional() });

export const PLANNED_SENTINEL: readonly Route[] = [
  planned({
    method: "get",
    path: `${BASE}/scan`,
    operationId: "scan",
    summary: "Runs a scan and answers with its report",
    access: "viewer",
    group: "sentinel",
    query: scanQuery,
    returns: reportSchema,
  }),
  planned({
    method: "get",
    path: `${BASE}/scan/stream`,
    operationId: "scanStreamed",
    summary: "Runs a scan as SSE; `Last-Event-ID` resumes that very scan",
    access: "viewer",
    group: "sentinel",
    query: scanQuery.extend({ lastEventId: z.string().max(200).optional() }),
    returns: z.string(),
    contentType: EVENT_STREAM,
  }),
  planned({
    method: "post",
    path: `${BASE}/scans/{scan_id}/cancel`,
    operationId: "cancelScan",
    summary: "Cancels a running scan",
    access: "viewer",
    group: "sentinel",
    returns: scanSummarySchema,
  }),
  planned({
    method: "get",
    path: `${BASE}/history`,
    operationId: "listScans",
    summary: "Lists scans, the newest first",
    access: "viewer",
    group: "sentinel",
    query: pageQuerySchema,
    returns: livePageSchema(scanSummarySchema),
  }),
  planned({
    method: "get",
    path: `${BASE}/history/{scan_id}`,
    operationId: "getScan",
    summary: "One report, as JSON, Markdown or HTML",
    access: "viewer",
    group: "sentinel",
    query: z.object({ format: z.enum(["json", "markdown", "html"]).default("json") }),
    returns: reportSchema,
  }),
  planned({
    method: "get",
    path: `${BASE}/compare`,
    operationId: "compareScans",
    summary: "What changed from one scan to another",
    access: "viewer",
    group: "sentinel",
    query: z.object({ a: z.string().max(128), b: z.string().max(128) }),
    returns: scanComparisonSchema,
  }),
];
