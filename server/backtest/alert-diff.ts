import { BACKTEST_LIMITS, type MetricPreview, type MovedAlert, type RehearsedAlert } from "../../shared/backtest.ts";
import { canonicalGroup } from "../../streams/metrics/group-key.ts";

type Diff = NonNullable<MetricPreview["diff"]>;

/**
 * What one definition raised and the other did not. Alerts of one group that overlap in time are taken to be about the same thing,
 * one for one, in the order of their beginnings; each list has the newest {@link BACKTEST_LIMITS}.alerts.
 */
export function diffAlerts(before: readonly RehearsedAlert[], after: readonly RehearsedAlert[]): Diff {
  const diff: Diff = { added: [], removed: [], moved: [] };
  const old = byGroup(before);
  const fresh = byGroup(after);
  for (const group of new Set([...old.keys(), ...fresh.keys()])) diffGroup(diff, old.get(group) ?? [], fresh.get(group) ?? []);
  return { added: newest(diff.added), removed: newest(diff.removed), moved: newest(diff.moved) };
}

function diffGroup(diff: Diff, before: readonly RehearsedAlert[], after: readonly RehearsedAlert[]): void {
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const old = before[i];
    const fresh = after[j];
    if (old && fresh && startOf(old) <= endOf(fresh) && startOf(fresh) <= endOf(old)) {
      if (hasMoved(old, fresh)) diff.moved.push(moved(old, fresh));
      i++;
      j++;
    } else if (old && (!fresh || endOf(old) < startOf(fresh))) {
      diff.removed.push(old);
      i++;
    } else if (fresh) {
      diff.added.push(fresh);
      j++;
    }
  }
}

function hasMoved(a: RehearsedAlert, b: RehearsedAlert): boolean {
  return a.startedAt !== b.startedAt || a.resolvedAt !== b.resolvedAt;
}

function moved(old: RehearsedAlert, fresh: RehearsedAlert): MovedAlert {
  return { ...fresh, was: { startedAt: old.startedAt, ...(old.resolvedAt === undefined ? {} : { resolvedAt: old.resolvedAt }) } };
}

function byGroup(alerts: readonly RehearsedAlert[]): Map<string, RehearsedAlert[]> {
  const groups = new Map<string, RehearsedAlert[]>();
  for (const alert of [...alerts].sort((a, b) => startOf(a) - startOf(b))) {
    const key = canonicalGroup(alert.group);
    const list = groups.get(key);
    if (list) list.push(alert);
    else groups.set(key, [alert]);
  }
  return groups;
}

function newest<T extends RehearsedAlert>(alerts: T[]): T[] {
  return alerts.sort((a, b) => startOf(b) - startOf(a)).slice(0, BACKTEST_LIMITS.alerts);
}

function startOf(alert: RehearsedAlert): number {
  return Date.parse(alert.startedAt);
}

function endOf(alert: RehearsedAlert): number {
  return alert.resolvedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(alert.resolvedAt);
}
