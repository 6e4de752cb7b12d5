import type { Alert } from "../../shared/alerts.ts";
import type { StoredEvent } from "../../shared/events.ts";
import { type Metric, type MetricInput, metricInputSchema } from "../../shared/metrics.ts";
import { createEngine, type Engine } from "../engine.ts";
import type { EngineEffect, EngineOptions } from "../ports.ts";

/** A round minute, so that windows of the tests begin on it. */
export const T0 = Date.UTC(2026, 0, 5, 12, 0, 0);

/** A name that tests can read instead of a hash. */
export const OPTIONS: EngineOptions = { latenessMs: 30_000, uuid: (name) => name };

const BASE: MetricInput = {
  name: "Failed logins",
  domain: "security",
  severity: "high",
  enabled: true,
  select: { types: ["login.failed"] },
  aggregate: { kind: "count" },
  window: { size: "10s", slide: "1s" },
  condition: { op: "gt", threshold: 3 },
};

/** A metric with sensible defaults, checked as the API checks it. */
export function metricOf(overrides: Partial<MetricInput> = {}, id = "m1", version = 1): Metric {
  const at = new Date(T0).toISOString();
  return { id, ...metricInputSchema.parse({ ...BASE, ...overrides }), version, createdAt: at, updatedAt: at };
}

let nextSeq = 1;

/** An event of the type most tests watch, `offset` ms after {@link T0}. */
export function eventOf(offset: number, overrides: Partial<StoredEvent> = {}): StoredEvent {
  const seq = nextSeq++;
  return {
    seq,
    at: T0 + offset,
    id: `e${seq}`,
    type: "login.failed",
    source: "auth",
    timestamp: T0 + offset,
    severity: null,
    value: null,
    userId: null,
    attributes: null,
    ...overrides,
  };
}

export function engineWith(...metrics: Metric[]): Engine {
  const engine = createEngine(OPTIONS);
  for (const metric of metrics) engine.step({ kind: "metric.put", at: T0 - 60_000, metric, actor: "test" });
  return engine;
}

/** Gives the engine events one by one, each at its own time of arrival. */
export function feed(engine: Engine, events: readonly StoredEvent[]): EngineEffect[] {
  return events.flatMap((event) => engine.step({ kind: "events", at: event.at, events: [event] }));
}

export function tick(engine: Engine, offset: number): EngineEffect[] {
  return engine.step({ kind: "tick", at: T0 + offset });
}

export function alertsIn(effects: readonly EngineEffect[]): Alert[] {
  return effects.flatMap((effect) => (effect.kind === "alert" ? [effect.alert] : []));
}

/** The last state of each alert, in the order in which they opened. */
export function finalAlerts(effects: readonly EngineEffect[]): Alert[] {
  return [...new Map(alertsIn(effects).map((alert) => [alert.id, alert])).values()];
}

/** `status` of each alert effect, for tests of a lifecycle. */
export function statuses(effects: readonly EngineEffect[]): string[] {
  return alertsIn(effects).map((alert) => alert.status);
}
