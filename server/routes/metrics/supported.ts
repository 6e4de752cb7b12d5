import type { MetricInput } from "../../../shared/metrics.ts";
import { ApiError } from "../../http/api-error.ts";

/** What a definition may say that this version's engine cannot do yet, by field. */
function unsupportedField({ aggregate, condition }: MetricInput): string | undefined {
  if (aggregate.kind === "distinct" || aggregate.kind === "percentile") return "aggregate.kind";
  if ("anomaly" in condition) return "condition.anomaly";
  if ("absent" in condition) return "condition.absent";
  return undefined;
}

/** Throws `not_implemented`, naming the field, for a valid definition that this version cannot evaluate. */
export function requireSupported(metric: MetricInput): void {
  const path = unsupportedField(metric);
  if (path === undefined) return;
  throw new ApiError("not_implemented", `This version does not evaluate ${path} of this kind.`, {
    errors: [{ path, message: "not available in this version" }],
  });
}
