import type { MetricActivity } from "../../../db/ports.ts";
import {
  type Metric,
  type MetricOverview,
  type MetricOverviews,
  type MetricState,
  type MetricValue,
  metricOverviewsSchema,
} from "../../../shared/metrics.ts";
import { toIso } from "../../../shared/time.ts";
import type { LeadingValue } from "../../../streams/engine.ts";
import { ok, route } from "../route.ts";

const DAY_MS = 86_400_000;
const FIRES_DAYS = 7;

type Activity = Omit<MetricActivity, "metricId">;
const NO_ACTIVITY: Activity = { firing: 0, pending: 0, fires: 0, lastFiredAt: null };

function stateOf({ enabled }: Metric, { firing, pending }: Activity, leading: LeadingValue | undefined): MetricState {
  if (!enabled) return "off";
  if (!leading) return "failed";
  if (firing > 0) return "firing";
  if (pending > 0) return "pending";
  return leading.groups === 0 ? "no_data" : "quiet";
}

function withoutId({ metricId: _metricId, ...value }: MetricValue): MetricOverview["worst"] {
  return value;
}

function overviewOf(metric: Metric, activity: Activity, leading: LeadingValue | undefined, since: number, now: number): MetricOverview {
  const { firing, pending, fires, lastFiredAt } = activity;
  const from = Math.max(since, Date.parse(metric.createdAt));
  return {
    id: metric.id,
    state: stateOf(metric, activity, leading),
    worst: leading?.worst ? withoutId(leading.worst) : null,
    groups: leading?.groups ?? 0,
    firing,
    pending,
    fires,
    firesSince: toIso(from),
    firesPerDay: fires / Math.max(1, (now - from) / DAY_MS),
    lastFiredAt: lastFiredAt === null ? null : toIso(lastFiredAt),
  };
}

export const getMetricsOverview = route({
  method: "get",
  path: "/api/v1/alerts/metrics/overview",
  operationId: "getMetricsOverview",
  summary: "How every metric stands now and how often it fires, by name",
  access: "viewer",
  group: "metrics",
  responses: { 200: { description: "One entry for each metric.", schema: metricOverviewsSchema } },
  handle: async ({ app, runtime, retentionDays, now: clock }) => {
    const now = clock();
    const since = now - Math.min(FIRES_DAYS, retentionDays) * DAY_MS;
    const [metrics, activity] = [await app.metrics.list(), await app.alerts.activity(since)];
    const byMetric = new Map(activity.map((each) => [each.metricId, each]));
    const items = metrics.map((metric) =>
      overviewOf(metric, byMetric.get(metric.id) ?? NO_ACTIVITY, runtime.leading(metric.id), since, now),
    );
    return ok({ items } satisfies MetricOverviews);
  },
});
