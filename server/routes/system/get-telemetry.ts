import { z } from "zod";
import type { Route } from "../route.ts";

export const getTelemetry: Route = {
  method: "get",
  path: "/metrics",
  operationId: "getTelemetry",
  summary: "The server's own measurements, for Prometheus",
  access: "viewer",
  group: "health",
  responses: { 200: { description: "Prometheus text, version 0.0.4.", schema: z.string(), contentType: "text/plain" } },
  serve:
    ({ telemetry }) =>
    async (_request, response) => {
      const { contentType, text } = await telemetry.render();
      response.status(200).set({ "Content-Type": contentType, "Cache-Control": "no-store" }).send(text);
    },
};
