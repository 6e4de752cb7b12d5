import type { MetricInput } from "../../shared/metrics.ts";
import { type Load, skewed, spread } from "./engine-load.ts";
import { BY_DEVICE, BY_USER, mixedMetrics, singleMetric, tenantMetrics, windowMetrics } from "./engine-metrics.ts";

/** One side of a comparison: what the engine is to do with which events. */
export interface Side {
  readonly load: Load;
  readonly metrics: readonly MetricInput[];
}

/** Two sides; without a second one the first is compared with JSON.parse of its events. */
export interface Scenario {
  readonly ours: Side;
  readonly baseline?: Side;
  /** How long the time before the measured events is filled with some, ms of event time. */
  readonly warmMs: number;
}

const KEYS = 10_000;

/** Every user sends every type. */
function load(types: number, tenants: number): Load {
  return {
    typeOf: (n) => `app.kind-${spread(n + 5, types)}`,
    tenantOf: (n) => `tenant-${skewed(n + 6, tenants)}`,
    userOf: (n) => String(1_000_000 + skewed(n + 7, KEYS)),
  };
}

/** Every type has its own users, so that there are as many keys in all as there are users. */
function ownUsersLoad(types: number, tenants: number): Load {
  const each = KEYS / types;
  return { ...load(types, tenants), userOf: (n) => String(1_000_000 + spread(n + 5, types) * each + skewed(n + 7, each)) };
}

/** Every tenant has its own users: as many in all, however many tenants there are. */
function tenantUsersLoad(tenants: number): Load {
  const each = KEYS / tenants;
  const tenant = (n: number) => skewed(n + 6, tenants);
  return { ...load(20, tenants), userOf: (n) => String(1_000_000 + tenant(n) * each + skewed(n + 7, each)) };
}

const tenantOf = (index: number) => `tenant-${index}`;
const plain = load(1, 50);
const hundred = mixedMetrics(100, (index) => `app.kind-${index}`);
const MINUTE = 60_000;

export const SCENARIOS = {
  parse: { ours: { load: ownUsersLoad(20, 50), metrics: hundred }, warmMs: 20 * MINUTE },
  wide: { ours: { load: load(20, 50), metrics: hundred }, warmMs: 20 * MINUTE },
  many: {
    ours: { load: tenantUsersLoad(2_000), metrics: tenantMetrics(2_000, tenantOf, BY_USER) },
    baseline: { load: tenantUsersLoad(2), metrics: tenantMetrics(2, tenantOf, BY_USER) },
    warmMs: 10 * MINUTE,
  },
  manyKeys: {
    ours: { load: load(20, 2_000), metrics: tenantMetrics(2_000, tenantOf, BY_DEVICE) },
    baseline: { load: load(20, 2), metrics: tenantMetrics(2, tenantOf, BY_DEVICE) },
    warmMs: 10 * MINUTE,
  },
  length: {
    ours: { load: plain, metrics: windowMetrics("24h", "1m", "12m") },
    baseline: { load: plain, metrics: windowMetrics("1m", "1s", "1s") },
    warmMs: 25 * 60 * MINUTE,
  },
  distinct: {
    ours: { load: plain, metrics: singleMetric({ kind: "distinct", field: "userId" }, 11_000) },
    baseline: { load: plain, metrics: singleMetric({ kind: "count" }, 39_000) },
    warmMs: 5 * MINUTE,
  },
  percentile: {
    ours: { load: plain, metrics: singleMetric({ kind: "percentile", percentile: 99, field: "attributes.latencyMs" }, 915) },
    baseline: { load: plain, metrics: singleMetric({ kind: "count" }, 39_000) },
    warmMs: 5 * MINUTE,
  },
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;
