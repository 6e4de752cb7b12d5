import { metricExportQuerySchema, metricFileSchema } from "../../../shared/metric-files.ts";
import { toYaml, YAML_TYPE } from "../../http/yaml.ts";
import { readInput } from "../read-input.ts";
import type { Route } from "../route.ts";
import { definitionOf } from "./edit-metric.ts";

const JSON_TYPE = "application/json";

/** It answers itself, in the form that the client asks for. */
export const exportMetrics: Route = {
  method: "get",
  path: "/api/v1/alerts/metrics/export",
  operationId: "exportMetrics",
  summary: "All definitions, by name, as YAML or, by `format` or `Accept`, as JSON; what the import takes",
  access: "viewer",
  group: "metrics",
  query: metricExportQuerySchema,
  responses: { 200: { description: "The definitions.", schema: metricFileSchema, contentType: YAML_TYPE } },
  serve:
    ({ app }) =>
    async (request, response) => {
      const { query } = await readInput(exportMetrics, request);
      const { format } = query as { format?: "yaml" | "json" };
      const definitions = (await app.metrics.list()).map(definitionOf);
      const json = format === "json" || (format === undefined && request.accepts([YAML_TYPE, "text/yaml", JSON_TYPE]) === JSON_TYPE);
      response.status(200).set({
        "Cache-Control": "no-store",
        "Content-Type": `${json ? JSON_TYPE : YAML_TYPE}; charset=utf-8`,
        "Content-Disposition": `attachment; filename="metrics.${json ? "json" : "yaml"}"`,
      });
      response.send(json ? `${JSON.stringify(definitions, null, 2)}\n` : toYaml(definitions));
    },
};
