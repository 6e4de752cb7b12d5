import { z } from "zod";
import { engineStatusSchema, pageQuerySchema, pageSchema } from "../../../shared/api.ts";
import { controlInputSchema, generatorInputSchema, generatorSchema } from "../../../shared/control.ts";
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
    path: "/api/v1/alerts/generators",
    operationId: "listGenerators",
    summary: "Lists the running event generators",
    access: "viewer",
    group: "engine",
    query: pageQuerySchema,
    returns: pageSchema(generatorSchema),
  }),
  planned({
    method: "post",
    path: "/api/v1/alerts/generators",
    operationId: "startGenerator",
    summary: "Starts an event generator",
    access: "operator",
    group: "engine",
    body: generatorInputSchema,
    status: 201,
    returns: generatorSchema,
  }),
  planned({
    method: "delete",
    path: "/api/v1/alerts/generators/{id}",
    operationId: "stopGenerator",
    summary: "Stops an event generator",
    access: "operator",
    group: "engine",
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
  planned({
    method: "get",
    path: "/metrics",
    operationId: "getTelemetry",
    summary: "The server's own measurements, for Prometheus",
    access: "viewer",
    group: "health",
    returns: z.string(),
    contentType: "text/plain",
  }),
];
