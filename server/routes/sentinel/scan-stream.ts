import type { Request, Response } from "express";
import { z } from "zod";
import { SENTINEL_EVENTS } from "../../../shared/sentinel.ts";
import type { Scans } from "../../sentinel/ports.ts";
import { readQuery } from "../read-input.ts";
import type { Route } from "../route.ts";
import { noScan, scanError, scanQuerySchema, wishOf } from "./scan-wish.ts";

const EVENT_STREAM = "text/event-stream";
/** Keeps proxies from taking a long question for a dead connection. */
const COMMENT_MS = 15_000;
const POSITION = /^([^.]+)\.(\d{1,15})$/;

const querySchema = scanQuerySchema.extend({
  lastEventId: z
    .string()
    .max(200)
    .optional()
    .meta({ description: "The id of the last event that arrived. The header counts when both are there." }),
});
const headersSchema = z.object({
  "Last-Event-ID": z.string().optional().meta({ description: "Resumes that very scan, running or finished, whatever the query says." }),
});

/** Where to go on, of which scan. */
interface Place {
  readonly id: string;
  readonly seq: number;
}

/** What an EventSource sends by itself is newer than the address it was opened with. */
function lastEventId(request: Request): { lastEventId?: string } {
  const header = request.headers["last-event-id"];
  return typeof header === "string" && header !== "" ? { lastEventId: header } : {};
}

async function resumed(scans: Scans, text: string): Promise<Place> {
  const [, id = "", seq = ""] = POSITION.exec(text) ?? [];
  if (id === "" || !(await scans.get(id))) throw noScan(id || text);
  return { id, seq: Number(seq) };
}

async function placeOf(scans: Scans, request: Request): Promise<Place> {
  const { lastEventId: text, ...query } = readQuery(querySchema, request, lastEventId(request));
  if (text) return resumed(scans, text);
  const id = await scans.begin(wishOf(query)).catch((error: unknown) => {
    throw scanError(error);
  });
  return { id, seq: 0 };
}

function begin(response: Response): void {
  if (response.headersSent) return;
  response.status(200).set({ "Cache-Control": "no-store", "Content-Type": EVENT_STREAM, "X-Accel-Buffering": "no" });
  response.flushHeaders();
}

/** Waits for a client that reads slowly, so that a whole history never lies in memory. */
async function written(response: Response, text: string): Promise<void> {
  if (response.destroyed || response.write(text)) return;
  await new Promise<void>((resolve) => {
    response.once("drain", resolve);
    response.once("close", resolve);
  });
}

async function send(scans: Scans, { id, seq }: Place, response: Response, gone: AbortSignal): Promise<void> {
  const { status } = (await scans.get(id)) ?? {};
  // The answer begins at once while there is more to come; of a scan that has ended it is known first whether anything is left.
  if (status === "running") begin(response);
  for await (const events of scans.follow(id, seq, gone)) {
    begin(response);
    for (const event of events) await written(response, `id: ${id}.${event.seq}\nevent: ${event.event}\ndata: ${event.payload}\n\n`);
  }
  if (!response.headersSent) response.status(204);
  response.end();
}

export const scanStreamed: Route = {
  method: "get",
  path: "/api/v1/sentinel/scan/stream",
  operationId: "scanStreamed",
  summary: "The same as SSE; `Last-Event-ID` resumes that very scan without a repeat or a hole",
  access: "viewer",
  group: "sentinel",
  query: querySchema,
  headers: headersSchema,
  responses: {
    200: {
      description:
        `Events ${Object.keys(SENTINEL_EVENTS).join(", ")}, each with an id \`<scanId>.<n>\`. A comment every 15 s keeps the stream open; ` +
        "a client that leaves does not stop the scan.",
      schema: SENTINEL_EVENTS["scan.completed"],
      contentType: EVENT_STREAM,
    },
    204: { description: "The scan has ended and nothing is left to tell." },
  },
  problems: ["overloaded", "query_timeout", "query_failed", "database_unreachable"],
  serve:
    ({ scans }) =>
    async (request, response) => {
      const place = await placeOf(scans, request);
      const gone = new AbortController();
      response.once("close", () => gone.abort());
      response.setTimeout(0);
      const comments = setInterval(() => {
        if (response.headersSent && !response.destroyed) response.write(":\n\n");
      }, COMMENT_MS);
      await send(scans, place, response, gone.signal).finally(() => clearInterval(comments));
    },
};
