import type { Aggregate, MetricInput } from "../../shared/metrics.ts";

const FAILED: Aggregate["where"] = [{ field: "attributes.outcome", op: "eq", value: "failed" }];
const LATENCY = "attributes.latencyMs";
export const BY_USER = ["userId"];
const BY_COUNTRY = ["attributes.country"];
export const BY_DEVICE = ["attributes.device"];

/** Aggregate, grouping, window and a threshold that only a few groups pass. */
type Template = readonly [Aggregate, readonly string[], string, number];

/** What the metrics of an operations team look like: most count and add up by user, some look at shares and percentiles. */
const TEMPLATES: readonly Template[] = [
  [{ kind: "count" }, BY_USER, "1m", 2_000],
  [{ kind: "count" }, BY_USER, "5m", 10_000],
  [{ kind: "count" }, BY_USER, "1h", 100_000],
  [{ kind: "count" }, BY_COUNTRY, "5m", 1e6],
  [{ kind: "count" }, ["attributes.ip"], "10m", 10_000],
  [{ kind: "count" }, [], "1m", 1e6],
  [{ kind: "sum", field: "value" }, BY_USER, "15m", 2e7],
  [{ kind: "sum", field: "value" }, BY_USER, "24h", 1e9],
  [{ kind: "sum", field: "value" }, BY_COUNTRY, "1h", 1e9],
  [{ kind: "rate" }, BY_USER, "1m", 35],
  [{ kind: "rate" }, ["attributes.tenant"], "5m", 500],
  [{ kind: "rate" }, [], "30s", 1e6],
  [{ kind: "avg", field: "value" }, BY_COUNTRY, "5m", 900],
  [{ kind: "avg", field: LATENCY }, BY_DEVICE, "10m", 900],
  [{ kind: "avg", field: "value" }, BY_USER, "30m", 999],
  [{ kind: "max", field: "value" }, BY_USER, "5m", 999.98],
  [{ kind: "max", field: LATENCY }, BY_COUNTRY, "1h", 1_000],
  [{ kind: "min", field: "value" }, BY_DEVICE, "5m", 900],
  [{ kind: "distinct", field: "attributes.ip" }, BY_COUNTRY, "10m", 1e6],
  [{ kind: "distinct", field: "userId" }, [], "5m", 1e6],
  [{ kind: "distinct", field: "attributes.ip" }, BY_USER, "15m", 3],
  [{ kind: "percentile", percentile: 95, field: LATENCY }, BY_DEVICE, "5m", 1_000],
  [{ kind: "percentile", percentile: 99, field: LATENCY }, BY_COUNTRY, "15m", 1_000],
  [{ kind: "ratio", where: FAILED }, BY_COUNTRY, "10m", 0.5],
  [{ kind: "ratio", where: FAILED }, ["attributes.tenant"], "1h", 0.5],
];

export function metric(select: MetricInput["select"], [aggregate, groupBy, size, threshold]: Template, slide?: string): MetricInput {
  return {
    name: `Bench ${JSON.stringify([select, aggregate, groupBy, size])}`.slice(0, 120),
    domain: "operations",
    severity: "low",
    enabled: true,
    select,
    aggregate,
    groupBy: [...groupBy],
    window: slide === undefined ? { size } : { size, slide },
    condition: { op: "gt", threshold },
  };
}

/**
 * `count` metrics over so many event types, five to a type: four over windows of their own, and a second threshold for the first
 * of them, as of a warning there is mostly a critical one too.
 */
export function mixedMetrics(count: number, typeOf: (index: number) => string): MetricInput[] {
  return Array.from({ length: count }, (_, index) => {
    const type = Math.floor(index / 5);
    const [aggregate, groupBy, size, threshold] = TEMPLATES[
      ((type * 4 + (index % 5 === 4 ? 0 : index % 5)) * 7) % TEMPLATES.length
    ] as Template;
    return metric({ types: [typeOf(type)] }, [aggregate, groupBy, size, index % 5 === 4 ? threshold * 2 : threshold]);
  });
}

/** Metrics of tenants: five each, found by their type and the tenant they select. */
export function tenantMetrics(tenants: number, tenantOf: (index: number) => string, groupBy: readonly string[]): MetricInput[] {
  const kinds: readonly Aggregate[] = [
    { kind: "count" },
    { kind: "sum", field: "value" },
    { kind: "avg", field: "value" },
    { kind: "max", field: "value" },
    { kind: "ratio", where: FAILED },
  ];
  return Array.from({ length: tenants * kinds.length }, (_, index) => {
    const select = {
      types: ["app.*"],
      where: [{ field: "attributes.tenant", op: "eq" as const, value: tenantOf(Math.floor(index / kinds.length)) }],
    };
    return metric(select, [kinds[index % kinds.length] as Aggregate, groupBy, "5m", 1e9]);
  });
}

/** The same five things over windows of one length. */
export function windowMetrics(size: string, slide: string, sketchSlide: string): MetricInput[] {
  const select = { types: ["app.*"] };
  return [
    metric(select, [{ kind: "count" }, BY_USER, size, 1e9], slide),
    metric(select, [{ kind: "sum", field: "value" }, BY_COUNTRY, size, 1e12], slide),
    metric(select, [{ kind: "avg", field: "value" }, BY_DEVICE, size, 1e9], slide),
    metric(select, [{ kind: "max", field: "value" }, BY_COUNTRY, size, 1e9], slide),
    metric(select, [{ kind: "percentile", percentile: 95, field: LATENCY }, BY_COUNTRY, size, 1e9], sketchSlide),
  ];
}

/** One metric by country over five minutes; above a threshold out of reach it need not be evaluated at every event. */
export function singleMetric(aggregate: Aggregate, threshold: number): MetricInput[] {
  return [metric({ types: ["app.*"] }, [aggregate, BY_COUNTRY, "5m", threshold])];
}
