import type { EventFilter } from "../../../db/ports.ts";
import type { Alert } from "../../../shared/alerts.ts";
import type { StoredEvent } from "../../../shared/events.ts";
import type { Metric } from "../../../shared/metrics.ts";
import { fieldReader } from "../../../streams/metrics/fields.ts";
import { compilePredicate, type Predicate } from "../../../streams/metrics/predicate.ts";

function matchesType(pattern: string): (type: string) => boolean {
  if (!pattern.endsWith("*")) return (type) => type === pattern;
  const beginning = pattern.slice(0, -1);
  return (type) => type.startsWith(beginning);
}

function inGroup(group: Alert["group"]): Predicate {
  const fields = Object.entries(group).map(([field, value]) => ({ read: fieldReader(field), value }));
  return (event) => fields.every(({ read, value }) => read(event) === value);
}

/** Which stored events were in an alert's window: what the log can find by itself, and the rest of the metric's selection. */
export interface AlertSelection {
  readonly filter: EventFilter;
  readonly matches: Predicate;
}

export function alertSelection(alert: Alert, metric: Pick<Metric, "select">): AlertSelection {
  const { types, where = [] } = metric.select;
  const ofType = types.map(matchesType);
  const meetsWhere = compilePredicate(where);
  const ofGroup = inGroup(alert.group);
  const [only] = types;
  return {
    filter: {
      type: types.length === 1 ? only : undefined,
      from: Date.parse(alert.window.start),
      to: Date.parse(alert.window.end),
    },
    matches: (event: StoredEvent) => ofType.some((is) => is(event.type)) && ofGroup(event) && meetsWhere(event),
  };
}
