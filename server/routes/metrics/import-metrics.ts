import type { MetricStore } from "../../../db/ports.ts";
import {
  type MetricImportResult,
  metricFileSchema,
  metricImportQuerySchema,
  metricImportResultSchema,
  metricImportSchema,
} from "../../../shared/metric-files.ts";
import type { MetricInput } from "../../../shared/metrics.ts";
import { invalid } from "../../http/api-error.ts";
import { ok, route } from "../route.ts";
import { definitionOf, sameDefinition } from "./edit-metric.ts";
import type { PutOutcome } from "./metric-writer.ts";
import { readDefinitions } from "./read-definitions.ts";

export const importMetrics = route({
  method: "post",
  path: "/api/v1/alerts/metrics/import",
  operationId: "importMetrics",
  summary: "Creates or updates metrics by name, all of them or none; the same file again changes nothing",
  access: "admin",
  group: "metrics",
  query: metricImportQuerySchema,
  body: metricImportSchema,
  documentedBody: metricFileSchema,
  bodyTypes: { "application/yaml": metricFileSchema, "text/yaml": metricFileSchema, "application/x-yaml": metricFileSchema },
  responses: { 200: { description: "What became of each metric.", schema: metricImportResultSchema } },
  problems: ["malformed_yaml", "conflict"],
  handle: async ({ app, metricWriter }, { body, query: { dryRun = false, partial = false }, identity }) => {
    const { definitions, invalid: refused } = readDefinitions(Array.isArray(body) ? body : body.metrics);
    if (refused.length > 0 && !partial && !dryRun) {
      const errors = refused.flatMap(({ index, errors }) =>
        errors.map(({ path, message }) => ({ path: path === "" ? String(index) : `${index}.${path}`, message })),
      );
      throw invalid(errors, "Nothing was imported: some definitions are not valid.");
    }
    const result: MetricImportResult = { dryRun, created: [], updated: [], unchanged: [], invalid: refused };
    for (const definition of definitions) {
      const outcome = dryRun ? await foresee(app.metrics, definition) : await metricWriter.putByName(definition, identity.actor);
      result[outcome].push(definition.name);
    }
    const changed = !dryRun && result.created.length + result.updated.length > 0;
    return { ...ok(result), target: "metrics", detail: changed ? result : null };
  },
});

async function foresee(metrics: MetricStore, definition: MetricInput): Promise<PutOutcome> {
  const current = await metrics.getByName(definition.name);
  if (!current) return "created";
  return sameDefinition(definitionOf(current), definition) ? "unchanged" : "updated";
}
