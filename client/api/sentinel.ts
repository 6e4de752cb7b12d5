import type { z } from "zod";
import { rowsSchema } from "../../shared/admin.ts";
import { livePageSchema } from "../../shared/api.ts";
import { problemSchema } from "../../shared/problems.ts";
import {
  reportSchema,
  type ScanComparison,
  type ScanSummary,
  SENTINEL_EVENTS,
  type SentinelEventName,
  type SentinelReport,
  scanComparisonSchema,
  scanSummarySchema,
} from "../../shared/sentinel.ts";
import { request, requestText, succeed } from "./http.ts";
import { ApiProblem, toProblem } from "./problem.ts";
import { serverSent } from "./server-sent.ts";

const BASE = "/api/v1/sentinel";
const SHOWN = 60;

const scansSchema = livePageSchema(scanSummarySchema);

/** The newest scans, the newest first. */
export async function listScans(signal?: AbortSignal): Promise<ScanSummary[]> {
  return (await request(scansSchema, `${BASE}/history`, { query: { limit: SHOWN }, signal })).items;
}

export function getScan(id: string, signal?: AbortSignal): Promise<SentinelReport> {
  return request(reportSchema, `${BASE}/history/${encodeURIComponent(id)}`, { signal });
}

/** A report as a file's text. */
export function scanText(id: string, format: "json" | "markdown" | "html"): Promise<string> {
  return requestText(`${BASE}/history/${encodeURIComponent(id)}`, { query: { format }, accept: "*/*" });
}

export function cancelScan(id: string): Promise<ScanSummary> {
  return request(scanSummarySchema, `${BASE}/scans/${encodeURIComponent(id)}/cancel`, { method: "POST" });
}

export function compareScans(a: string, b: string, signal?: AbortSignal): Promise<ScanComparison> {
  return request(scanComparisonSchema, `${BASE}/compare`, { query: { a, b }, signal });
}

const rerunSchema = rowsSchema.pick({ rows: true, rowCount: true, truncated: true, durationMs: true });
export type Rerun = z.infer<typeof rerunSchema>;

/** Runs the SQL of a finding once more. Needs the role admin. */
export function runSql(sql: string): Promise<Rerun> {
  return request(rerunSchema, "/api/db-test/query", { method: "POST", body: { sql, maxRows: 50 } });
}

/** One event of a scan, checked. */
export type ScanEvent = {
  readonly [N in SentinelEventName]: {
    readonly scanId: string;
    readonly seq: number;
    readonly event: N;
    readonly data: z.infer<(typeof SENTINEL_EVENTS)[N]>;
  };
}[SentinelEventName];

function isKnown(event: string): event is SentinelEventName {
  return Object.hasOwn(SENTINEL_EVENTS, event);
}

function eventOf(id: string, event: SentinelEventName, text: string): ScanEvent {
  const dot = id.lastIndexOf(".");
  const data = SENTINEL_EVENTS[event].parse(JSON.parse(text));
  return { scanId: id.slice(0, dot), seq: Number(id.slice(dot + 1)), event, data } as ScanEvent;
}

/** What to follow: a new scan, or the rest of one. */
export type Followed = { readonly domains?: string; readonly asOf?: string } | { readonly lastEventId: string };

const WAITS_MS = [250, 1_000, 3_000, 3_000, 3_000];

async function* once(followed: Followed, signal: AbortSignal): AsyncGenerator<ScanEvent> {
  const response = await succeed(`${BASE}/scan/stream`, { query: { ...followed }, signal, accept: "text/event-stream" });
  if (!response.body) return;
  for await (const { id, event, data } of serverSent(response.body)) {
    if (event === "problem") throw new ApiProblem(problemSchema.parse(JSON.parse(data)));
    if (isKnown(event)) yield eventOf(id, event, data);
  }
}

function isOver({ event }: ScanEvent): boolean {
  return event === "scan.completed" || event === "scan.failed";
}

/** Whether the line broke, which is worth another try; what the server says on purpose is not. */
function isBroken(error: unknown): boolean {
  const { status } = toProblem(error);
  return error instanceof TypeError || status === 0 || status >= 500;
}

function brokenOff(): ApiProblem {
  const detail = "The stream of the scan ended before the scan did; the scan itself goes on.";
  return new ApiProblem({ code: "unreachable", title: "The line to the scan broke off", status: 0, detail });
}

/**
 * The events of a scan until it is over, across losses of the line: it goes on behind the last one that arrived. Throws
 * {@link ApiProblem}, or the abort.
 */
export async function* followScan(first: Followed, signal: AbortSignal): AsyncGenerator<ScanEvent> {
  let followed = first;
  for (let tries = 0; ; tries++) {
    try {
      for await (const event of once(followed, signal)) {
        followed = { lastEventId: `${event.scanId}.${event.seq}` };
        tries = 0;
        yield event;
        if (isOver(event)) return;
      }
      if (tries >= WAITS_MS.length) throw brokenOff();
    } catch (error) {
      if (signal.aborted || !isBroken(error) || tries >= WAITS_MS.length) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, WAITS_MS[tries] ?? 0));
  }
}
