import { expect, test } from "vitest";
import { DEFAULT_METRICS } from "../../../server/runtime/default-metrics.ts";
import { type MetricInput, metricInputSchema } from "../../../shared/metrics.ts";
import { fieldErrors } from "../../../shared/problems.ts";
import { definitionOf, EMPTY_FORM, formOf, type MetricForm, newKey } from "./metric-form.ts";

const EVERYTHING: MetricInput = {
  name: "Everything",
  description: "It has every field.",
  domain: "risk",
  severity: "low",
  enabled: false,
  select: {
    types: ["payment.*", "login.failed"],
    where: [
      { field: "attributes.country", op: "in", value: ["RO", "a,b", 7] },
      { field: "attributes.mfa", op: "exists", value: false },
      { field: "value", op: "gte", value: 10.5 },
    ],
  },
  aggregate: { kind: "ratio", where: [{ field: "type", op: "eq", value: "payment.failed" }] },
  groupBy: ["attributes.method", "source"],
  window: { size: "10m", slide: "10s" },
  condition: { op: "lte", threshold: 0.25 },
  for: "30s",
  recoverAt: 0.5,
  cooldown: "10m",
  labels: { team: "payments", note: "a=b, c" },
  runbookUrl: "https://example.com/runbook",
};

const anomaly: MetricInput = {
  ...EVERYTHING,
  name: "Odd",
  condition: { anomaly: { direction: "both", sensitivity: "high" } },
  recoverAt: undefined,
};

test.each([...DEFAULT_METRICS, EVERYTHING, anomaly].map((metric) => [metric.name, metric] as const))(
  "%s passes through the form unchanged",
  (_name, metric) => {
    const checked = metricInputSchema.parse(definitionOf(formOf(metric)));
    expect(checked).toEqual(metricInputSchema.parse(metric));
  },
);

const good: MetricForm = { ...EMPTY_FORM, name: "New", types: "login.failed", threshold: "5" };
const pathsOf = (form: MetricForm) =>
  fieldErrors(metricInputSchema.safeParse(definitionOf(form)).error ?? { issues: [] }).map(({ path }) => path);

test("a form with the least in it is a metric", () => {
  expect(pathsOf(good)).toEqual([]);
});

test.each([
  [{ name: " " }, "name"],
  [{ types: "" }, "select.types"],
  [{ types: "Login Failed" }, "select.types.0"],
  [{ threshold: "" }, "condition.threshold"],
  [{ threshold: "many" }, "condition.threshold"],
  [{ kind: "sum" }, "aggregate.field"],
  [{ kind: "ratio" }, "aggregate.where"],
  [{ size: "5 minutes" }, "window.size"],
  [{ slide: "7s" }, "window.slide"],
  [{ recoverAt: "9" }, "recoverAt"],
  [{ where: [{ key: newKey(), field: "value", op: "gt", value: "x" }] }, "select.where.0.value"],
  [{ runbookUrl: "javascript:alert(1)" }, "runbookUrl"],
] as const)("%j is wrong at %s", (change, path) => {
  expect(pathsOf({ ...good, ...change } as MetricForm)[0]).toMatch(new RegExp(`^${path.replaceAll(".", "\\.")}`));
});

test("what another kind of aggregate or condition needs is not sent along", () => {
  const form: MetricForm = { ...good, kind: "count", field: "value", condition: "absent", recoverAt: "3" };
  expect(definitionOf(form)).toMatchObject({ aggregate: { kind: "count" }, condition: { absent: true } });
  expect(definitionOf(form)).not.toHaveProperty("recoverAt");
});
