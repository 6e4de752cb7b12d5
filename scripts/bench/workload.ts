import type { MetricInput } from "../../shared/metrics.ts";
import { postJson } from "./processes.ts";

/** The metrics of the load: with the eight default ones twenty, of which two concern the posted events. */
export const LOAD_METRICS: readonly MetricInput[] = Array.from({ length: 12 }, (_, index) => {
  const matching = index < 2;
  return {
    name: `Bench ${index}`,
    domain: "operations",
    severity: "low",
    enabled: true,
    select: { types: [matching ? "bench.load" : `bench.other.${index}`] },
    aggregate: index % 2 === 0 ? { kind: "count" } : { kind: "sum", field: "value" },
    groupBy: ["attributes.country"],
    window: { size: "5m", slide: "5s" },
    condition: { op: "gt", threshold: 1e12 },
  } satisfies MetricInput;
});

/** Opens an alert for each user it sees: what the delivery benchmark waits for. */
export const PROBE_METRIC: MetricInput = {
  name: "Bench probe",
  domain: "operations",
  severity: "low",
  enabled: true,
  select: { types: ["bench.probe"] },
  aggregate: { kind: "count" },
  groupBy: ["userId"],
  window: { size: "1m", slide: "1s" },
  condition: { op: "gte", threshold: 1 },
};

export async function createMetrics(url: string, metrics: readonly MetricInput[]): Promise<void> {
  for (const metric of metrics) await postJson(`${url}/api/v1/alerts/metrics`, metric);
}

const COUNTRIES = ["GB", "DE", "NG", "BR", "ZA", "IN", "MY", "FR"];

/** An event of the load, about 300 bytes of JSON, as a producer would write it. */
export function loadEvent(n: number, run: string): Record<string, unknown> {
  return {
    id: `${run}-${n}`,
    type: "bench.load",
    source: `service-${n % 7}`,
    timestamp: new Date(Date.now()).toISOString(),
    severity: "info",
    value: (n * 37) % 1_000,
    userId: String(n % 10_000),
    attributes: {
      country: COUNTRIES[n % COUNTRIES.length],
      ip: `10.${n % 200}.${n % 250}.7`,
      device: "android",
      mfa: n % 2 === 0,
      latencyMs: n % 900,
    },
  };
}
