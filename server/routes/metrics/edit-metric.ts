import { type Metric, type MetricInput, metricInputSchema } from "../../../shared/metrics.ts";
import { fieldErrors } from "../../../shared/problems.ts";
import { ApiError, invalid } from "../../http/api-error.ts";

/** What the server says of a metric and a client may send back: a metric that was read can be changed and sent as it is. */
const READ_ONLY = ["id", "version", "createdAt", "updatedAt"] as const;

/** The definition in a body. Throws `invalid`. */
export function parseDefinition(definition: unknown): MetricInput {
  const result = metricInputSchema.safeParse(definition);
  if (!result.success) throw invalid(fieldErrors(result.error));
  return result.data;
}

/** The definition of a metric, without what the server adds. */
export function definitionOf(metric: Metric): Record<string, unknown> {
  return withoutReadOnly(metric);
}

/** Whether two definitions say the same, whatever the order in which they say it. */
export function sameDefinition(a: object, b: object): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

export function withoutReadOnly(metric: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(metric).filter(([key]) => !READ_ONLY.some((name) => name === key)));
}

/** A body that names another metric, or a version that is no longer the current one, was made from something else. */
export function acceptReadOnly(body: Record<string, unknown>, current: Metric): Record<string, unknown> {
  if (body.id !== undefined && body.id !== current.id) throw invalid([{ path: "id", message: "differs from the id in the address" }]);
  if (body.version !== undefined && body.version !== current.version) {
    throw new ApiError("conflict", `The metric is at version ${current.version}.`, {
      errors: [{ path: "version", message: `the current version is ${current.version}` }],
    });
  }
  return withoutReadOnly(body);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** RFC 7396: objects are merged, null removes, anything else replaces. Parsed JSON is at most 32 deep, so recursion is bounded. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}
