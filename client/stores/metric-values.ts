import { createStore } from "zustand/vanilla";
import type { MetricOverview, MetricValue } from "../../shared/metrics.ts";

/** The newest value of each group that has changed since it was followed, by metric and group. */
export interface MetricValuesState {
  readonly byMetric: ReadonlyMap<string, ReadonlyMap<string, MetricValue>>;
}

/** Groups kept of one metric; the overview, which is read again and again, knows them all. */
const GROUPS_KEPT = 500;

export const emptyMetricValues: MetricValuesState = { byMetric: new Map() };

export const metricValuesStore = createStore<MetricValuesState>(() => emptyMetricValues);

export function groupKey(group: MetricValue["group"]): string {
  return JSON.stringify(group);
}

/** Takes values in. A metric without a change keeps its map, so that its row is not drawn again. */
export function takeValues({ byMetric }: MetricValuesState, items: readonly MetricValue[]): MetricValuesState {
  const next = new Map(byMetric);
  const fresh = new Map<string, Map<string, MetricValue>>();
  for (const item of items) {
    let groups = fresh.get(item.metricId);
    if (!groups) {
      groups = new Map(byMetric.get(item.metricId));
      fresh.set(item.metricId, groups);
      next.set(item.metricId, groups);
    }
    const key = groupKey(item.group);
    // Last in, last out: a group that keeps changing stays.
    groups.delete(key);
    groups.set(key, item);
    const [oldest] = groups.keys();
    if (groups.size > GROUPS_KEPT && oldest !== undefined) groups.delete(oldest);
  }
  return { byMetric: next };
}

type Worst = NonNullable<MetricOverview["worst"]>;

/** The worst group of the overview with its newest value, or a group that has meanwhile got further. */
export function worstNow(
  worst: MetricOverview["worst"],
  groups: ReadonlyMap<string, MetricValue> | undefined,
  isLowBad: boolean,
): Worst | null {
  const known = worst ? groups?.get(groupKey(worst.group)) : undefined;
  let leading: Worst | null = known && worst && known.windowEnd >= worst.windowEnd ? known : worst;
  for (const value of groups?.values() ?? []) {
    if (value.value === null || (worst && value.windowEnd < worst.windowEnd)) continue;
    const lead = leading?.value ?? null;
    if (lead === null || (isLowBad ? value.value < lead : value.value > lead)) leading = value;
  }
  return leading;
}
