import type { Alert } from "../../shared/alerts.ts";
import type { Metric } from "../../shared/metrics.ts";
import type { EffectCommit, OutboxFrame } from "../ports.ts";

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

export function someMetric(given: Partial<Metric> = {}): Metric {
  return {
    id: "m-1",
    name: "Failed logins",
    domain: "security",
    severity: "high",
    enabled: true,
    select: { types: ["login.failed"] },
    aggregate: { kind: "count" },
    window: { size: "5m" },
    condition: { op: "gt", threshold: 20 },
    version: 1,
    createdAt: iso(1_000),
    updatedAt: iso(1_000),
    ...given,
  };
}

/** The n-th alert: its id and start rise with n. */
export function someAlert(n: number, given: Partial<Alert> = {}): Alert {
  return {
    id: `00000000-0000-5000-8000-${String(n).padStart(12, "0")}`,
    revision: 1,
    metricId: "m-1",
    metricName: "Failed logins",
    metricVersion: 1,
    domain: "security",
    severity: "high",
    group: { "attributes.country": "RO" },
    status: "firing",
    value: 31,
    threshold: 20,
    window: { start: iso(n), end: iso(n + 300_000) },
    startedAt: iso(n * 1_000),
    lastSeenAt: iso(n * 1_000),
    occurrences: 1,
    summary: `31 failed logins, number ${n}`,
    evidence: { eventIds: ["e-1"] },
    notes: [],
    ...given,
  };
}

export function frame(channel: string, payload = "{}"): Omit<OutboxFrame, "seq"> {
  return { channel, at: 5, event: "alert", payload };
}

/** A commit of nothing but what is given. */
export function effects(given: Partial<EffectCommit> = {}): EffectCommit {
  return {
    alerts: [],
    metricsPut: [],
    metricsDeleted: [],
    frames: [],
    progress: { appliedSeq: 1, appliedAt: 1, evaluated: 1, late: 0 },
    ...given,
  };
}
