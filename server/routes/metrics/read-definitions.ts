import type { InvalidMetric } from "../../../shared/metric-files.ts";
import { type MetricInput, metricInputSchema } from "../../../shared/metrics.ts";
import { type FieldError, fieldErrors } from "../../../shared/problems.ts";
import { withoutReadOnly } from "./edit-metric.ts";

export interface ReadDefinitions {
  readonly definitions: MetricInput[];
  readonly invalid: InvalidMetric[];
}

/** Checks each item of an import by itself. What another server had added to its metrics is left out. */
export function readDefinitions(items: readonly unknown[]): ReadDefinitions {
  const read: ReadDefinitions = { definitions: [], invalid: [] };
  const names = new Set<string>();
  items.forEach((item, index) => {
    const { definition, errors } = readDefinition(item, names);
    if (definition) {
      names.add(definition.name);
      read.definitions.push(definition);
    } else read.invalid.push({ index, name: nameOf(item), errors });
  });
  return read;
}

function readDefinition(item: unknown, names: ReadonlySet<string>): { definition?: MetricInput; errors: FieldError[] } {
  const result = metricInputSchema.safeParse(
    typeof item === "object" && item !== null && !Array.isArray(item) ? withoutReadOnly(item) : item,
  );
  if (!result.success) return { errors: fieldErrors(result.error) };
  if (names.has(result.data.name)) return { errors: [{ path: "name", message: "listed twice" }] };
  return { definition: result.data, errors: [] };
}

function nameOf(item: unknown): string | null {
  return typeof item === "object" && item !== null && "name" in item && typeof item.name === "string" ? item.name : null;
}
