import type { Metric, MetricVersion } from "../../../shared/metrics.ts";
import { inputOf, saysTheSame } from "./use-draft.ts";

const WORDS: Readonly<Record<string, string>> = {
  select: "events",
  aggregate: "measure",
  groupBy: "groups",
  condition: "condition",
  recoverAt: "recovery",
  runbookUrl: "runbook",
  for: "holding time",
};

/** What a version changed against the one before it, in words: `condition, window`. */
export function changedParts(metric: Metric, before: Metric | undefined): string {
  if (!before) return "made";
  const now: Record<string, unknown> = { ...inputOf(metric) };
  const then: Record<string, unknown> = { ...inputOf(before) };
  const names = [...new Set([...Object.keys(now), ...Object.keys(then)])].filter((name) => !saysTheSame(now[name], then[name]));
  if (names.length === 0) return "nothing";
  if (names.length === 1 && names[0] === "enabled") return metric.enabled ? "switched on" : "switched off";
  if (names.includes("condition") && "op" in metric.condition && "op" in before.condition) {
    const { threshold } = before.condition;
    if (names.length === 1 && threshold !== metric.condition.threshold) return `threshold ${threshold} → ${metric.condition.threshold}`;
  }
  return names.map((name) => WORDS[name] ?? name).join(", ");
}

/** The versions, newest first, each with what it changed. */
export function describedVersions(versions: readonly MetricVersion[]): (MetricVersion & { readonly changed: string })[] {
  return versions.map((entry) => {
    const before = versions.find(({ version }) => version === entry.version - 1);
    return { ...entry, changed: changedParts(entry.metric, before?.metric) };
  });
}
