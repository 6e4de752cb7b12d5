import { z } from "zod";
import { metricImportResultSchema, metricPreviewSchema, rollbackInputSchema } from "../../../shared/control.ts";
import { metricInputSchema, metricPreviewInputSchema, metricSchema } from "../../../shared/metrics.ts";
import type { Route } from "../route.ts";
import { planned } from "./planned.ts";

const BASE = "/api/v1/alerts/metrics";

export const PLANNED_METRICS: readonly Route[] = [
  planned({
    method: "post",
    path: `${BASE}/preview`,
    operationId: "previewMetric",
    summary: "Backtests a definition over stored events, with the live engine's own code",
    access: "viewer",
    group: "metrics",
    body: metricPreviewInputSchema,
    returns: metricPreviewSchema,
  }),
  planned({
    method: "get",
    path: `${BASE}/export`,
    operationId: "exportMetrics",
    summary: "All definitions as YAML or JSON",
    access: "viewer",
    group: "metrics",
    returns: z.array(metricInputSchema),
  }),
  planned({
    method: "post",
    path: `${BASE}/import`,
    operationId: "importMetrics",
    summary: "Creates or updates metrics by name",
    access: "admin",
    group: "metrics",
    body: z.array(metricInputSchema),
    bodyTypes: { "application/yaml": z.string() },
    returns: metricImportResultSchema,
  }),
  planned({
    method: "post",
    path: `${BASE}/{id}/rollback`,
    operationId: "rollbackMetric",
    summary: "Makes an earlier version the newest",
    access: "admin",
    group: "metrics",
    body: rollbackInputSchema,
    returns: metricSchema,
  }),
];
