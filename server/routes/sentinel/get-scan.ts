import { z } from "zod";
import { reportSchema, type SentinelReport } from "../../../shared/sentinel.ts";
import type { Scans, WrittenReport } from "../../sentinel/ports.ts";
import { readInput } from "../read-input.ts";
import type { Route } from "../route.ts";
import { noScan } from "./scan-wish.ts";

const FORMATS = ["json", "markdown", "html"] as const;
type Format = (typeof FORMATS)[number];
const querySchema = z.object({ format: z.enum(FORMATS).default("json") });

const TYPES: Readonly<Record<Format, string>> = { json: "application/json", markdown: "text/markdown", html: "text/html" };

function written(scans: Scans, report: SentinelReport, format: Format): WrittenReport {
  return format === "json" ? { text: JSON.stringify(report) } : scans.written(report, format);
}

/** It answers itself, in the form that the client asks for. */
export const getScan: Route = {
  method: "get",
  path: "/api/v1/sentinel/history/{scan_id}",
  operationId: "getScan",
  summary: "One report, as JSON, Markdown or printable HTML; of a running scan as far as it has come",
  access: "viewer",
  group: "sentinel",
  query: querySchema,
  responses: { 200: { description: "The report.", schema: reportSchema } },
  serve:
    ({ scans }) =>
    async (request, response) => {
      const { query, params } = await readInput(getScan, request);
      const { format } = query as { format: Format };
      const id = params.scan_id ?? "";
      const report = await scans.get(id);
      if (!report) throw noScan(id);
      const { text, styleHash } = written(scans, report, format);
      response.status(200).set({ "Cache-Control": "no-store", "Content-Type": `${TYPES[format]}; charset=utf-8` });
      // Nothing in the page may load or run but its own style.
      if (styleHash) response.set("Content-Security-Policy", `default-src 'none'; style-src '${styleHash}'; frame-ancestors 'none'`);
      response.send(text);
    },
};
