import type { MetricStore } from "../../../db/ports.ts";
import { BACKTEST_LIMITS, type MetricPreviewInput, type MetricVariant } from "../../../shared/backtest.ts";
import type { Metric, MetricInput } from "../../../shared/metrics.ts";
import { metricInputSchema } from "../../../shared/metrics.ts";
import { fieldErrors } from "../../../shared/problems.ts";
import { toIso } from "../../../shared/time.ts";
import type { BacktestRequest } from "../../backtest/ports.ts";
import { invalid } from "../../http/api-error.ts";
import { definitionOf, parseDefinition, sameDefinition, withoutReadOnly } from "./edit-metric.ts";

type Store = Pick<MetricStore, "get" | "getByName" | "versions">;

/** Turns what a client wants to see into what the backtest runs. Throws `invalid`. */
export async function planPreview(metrics: Store, input: MetricPreviewInput, now: number): Promise<BacktestRequest> {
  const { id, name } = input.metric;
  const saved = id === undefined ? await metrics.getByName(name) : await metrics.get(id);
  const definition = parseDefinition(withoutReadOnly(input.metric));
  const metric = asMetric(definition, saved, id, now);
  return {
    ...rangeOf(input, now),
    metric,
    variants: (input.variants ?? []).map((variant, index) => variantOf(metric, definition, variant, index)),
    compareTo: await comparedTo(metrics, input.compareTo, saved),
  };
}

function rangeOf({ from, to }: MetricPreviewInput, now: number): { from: number; to: number } {
  // The future has no events, and its timers have not run.
  const end = Math.min(to ?? now, now);
  const start = from ?? Math.max(0, end - BACKTEST_LIMITS.defaultRangeMs);
  if (start >= end) throw invalid([{ path: "from", message: "must be before the end of the range, which ends now at the latest" }]);
  return { from: start, to: end };
}

/** The definition as the engine would get it: with the id and the version that it has or would be saved under, which its alerts' ids are made of. */
function asMetric(definition: MetricInput, saved: Metric | undefined, id: string | undefined, now: number): Metric {
  const at = toIso(now);
  if (!saved) return { ...definition, id: id ?? "preview", version: 1, createdAt: at, updatedAt: at };
  const { version, createdAt } = saved;
  const same = sameDefinition({ ...definition, enabled: true }, { ...definitionOf(saved), enabled: true });
  return { ...definition, id: saved.id, version: same ? version : version + 1, createdAt, updatedAt: at };
}

function variantOf(metric: Metric, definition: MetricInput, variant: MetricVariant, index: number): Metric {
  const { threshold } = variant;
  const issue = (field: string, message: string) => invalid([{ path: `variants.${index}.${field}`, message }]);
  const { condition } = definition;
  if (threshold !== undefined && !("op" in condition)) throw issue("threshold", "only where the metric has a threshold");
  const changed = {
    ...definition,
    ...("op" in condition ? { condition: { ...condition, threshold: threshold ?? condition.threshold } } : {}),
    ...(variant.for === undefined ? {} : { for: variant.for }),
    ...recoveryOf(definition, variant),
  };
  const result = metricInputSchema.safeParse(changed);
  if (!result.success) {
    throw invalid(
      fieldErrors(result.error).map(({ path, message }) => ({ path: `variants.${index}.${path.replace("condition.", "")}`, message })),
    );
  }
  return { ...metric, ...result.data, id: `${metric.id}#${index}` };
}

/** A variant that names no recovery keeps the metric's, as far as its own threshold allows. */
function recoveryOf({ condition, recoverAt }: MetricInput, variant: MetricVariant): { recoverAt?: number } {
  if (variant.recoverAt !== undefined) return { recoverAt: variant.recoverAt };
  if (recoverAt === undefined || !("op" in condition)) return {};
  const threshold = variant.threshold ?? condition.threshold;
  const above = condition.op === "gt" || condition.op === "gte";
  return { recoverAt: above ? Math.min(recoverAt, threshold) : Math.max(recoverAt, threshold) };
}

async function comparedTo(
  metrics: Store,
  compareTo: MetricPreviewInput["compareTo"],
  saved: Metric | undefined,
): Promise<Metric | undefined> {
  if (compareTo === undefined) return undefined;
  const missing = (message: string) => invalid([{ path: "compareTo", message }]);
  const version = versionNumber(compareTo);
  if (compareTo !== "saved" && version === undefined) {
    const other = await metrics.get(String(compareTo));
    if (!other) throw missing("there is no metric of this id");
    return other;
  }
  if (!saved) throw missing("no metric of this id or name is stored");
  if (version === undefined) return saved;
  const found = (await metrics.versions(saved.id)).find((entry) => entry.version === version);
  if (!found) throw missing(`the metric has no version ${version}`);
  return found.metric;
}

function versionNumber(compareTo: string | number): number | undefined {
  return /^\d{1,9}$/.test(String(compareTo)) ? Number(compareTo) : undefined;
}
