import type { Alert } from "../../shared/alerts.ts";
import type { EventView } from "../../shared/events.ts";
import type { Metric } from "../../shared/metrics.ts";

const START = "2026-03-01T10:00:00.000Z";

/** A firing alert with one field or another changed. */
export function makeAlert(change: Partial<Alert> = {}): Alert {
  return {
    id: "00000000-0000-5000-8000-000000000001",
    revision: 1,
    metricId: "m1",
    metricName: "Failed logins by country",
    metricVersion: 1,
    domain: "security",
    severity: "critical",
    group: { "attributes.country": "RO" },
    status: "firing",
    value: 57,
    threshold: 50,
    window: { start: "2026-03-01T09:55:00.000Z", end: START },
    startedAt: START,
    lastSeenAt: START,
    occurrences: 1,
    summary: "57 failed logins",
    evidence: { eventIds: [] },
    notes: [],
    ...change,
  };
}

export function makeMetric(change: Partial<Metric> = {}): Metric {
  return {
    id: "m1",
    name: "Failed logins by country",
    domain: "security",
    severity: "critical",
    enabled: true,
    select: { types: ["login.failed"] },
    aggregate: { kind: "count" },
    groupBy: ["attributes.country"],
    window: { size: "5m", slide: "1m" },
    condition: { op: "gt", threshold: 50 },
    version: 1,
    createdAt: START,
    updatedAt: START,
    ...change,
  };
}

export function makeEvent(seq: number, change: Partial<EventView> = {}): EventView {
  return {
    seq,
    receivedAt: START,
    id: `e${seq}`,
    type: "login.failed",
    source: "auth-api",
    timestamp: START,
    severity: null,
    value: null,
    userId: "42",
    attributes: { country: "RO" },
    ...change,
  };
}
