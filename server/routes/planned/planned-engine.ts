import { z } from "zod";
import { engineStatusSchema } from "../../../shared/api.ts";
import { controlInputSchema } from "../../../shared/control.ts";
import type { Route } from "../route.ts";
import { EVENT_STREAM, planned } from "./planned.ts";

export const PLANNED_ENGINE: readonly Route[] = [
  planned({
    method: "post",
    path: "/api/v1/alerts/control",
    operationId: "controlEngine",
    summary: "Pauses, resumes or reloads the engine",
    access: "operator",
    group: "engine",
    body: controlInputSchema,
    returns: engineStatusSchema,
  }),
  planned({
    method: "get",
    path: "/api/v1/stream",
    operationId: "streamChannels",
    summary: "The socket's channels over SSE",
    access: "viewer",
    group: "engine",
    query: z.object({ channels: z.string().max(2_000) }),
    returns: z.string(),
    contentType: EVENT_STREAM,
  }),
];
