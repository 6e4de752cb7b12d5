import type { Alert, AlertAction } from "../shared/alerts.ts";
import type { Anomaly } from "../shared/anomalies.ts";
import type { StoredEvent } from "../shared/events.ts";
import type { Metric } from "../shared/metrics.ts";
import type { SentinelEventName } from "../shared/sentinel.ts";

/** What the engine is given. `at` is epoch ms, stamped by the runtime, and never decreases from one input to the next. */
export type EngineInput =
  | { readonly kind: "events"; readonly at: number; readonly events: readonly StoredEvent[] }
  | { readonly kind: "metric.put"; readonly at: number; readonly metric: Metric; readonly actor: string }
  | { readonly kind: "metric.delete"; readonly at: number; readonly metricId: string; readonly actor: string }
  | { readonly kind: "alert.action"; readonly at: number; readonly alertId: string; readonly action: AlertAction; readonly actor: string }
  | { readonly kind: "engine.pause" | "engine.resume" | "engine.reload"; readonly at: number; readonly actor: string }
  | { readonly kind: "tick"; readonly at: number };

/** What the engine says in return, in the order in which it came about. */
export type EngineEffect =
  /** An alert in its new state, whole. */
  | { readonly kind: "alert"; readonly at: number; readonly alert: Alert }
  /** A value that its metric's own past does not explain; comes with the alert that it opens. */
  | { readonly kind: "anomaly"; readonly at: number; readonly anomaly: Anomaly }
  /** An action on an alert the engine no longer holds: the sink applies it to the stored row. */
  | { readonly kind: "alert.action"; readonly at: number; readonly alertId: string; readonly action: AlertAction; readonly actor: string }
  | { readonly kind: "metric.put"; readonly at: number; readonly metric: Metric; readonly actor: string }
  | { readonly kind: "metric.delete"; readonly at: number; readonly metricId: string }
  /** How many events of the input were evaluated and how many were late. */
  | { readonly kind: "counted"; readonly at: number; readonly evaluated: number; readonly late: number }
  /** A metric has as many groups as it may; events of further ones are not evaluated. */
  | { readonly kind: "metric.limited"; readonly at: number; readonly metricId: string; readonly limit: number }
  /** A metric that threw was switched off; the others go on. */
  | { readonly kind: "metric.failed"; readonly at: number; readonly metricId: string; readonly message: string };

/** One step of a scan on its way to whoever follows it. It is no input of the engine, and no part of a replay. */
export interface ScanStep {
  readonly scanId: string;
  /** From 1, without a gap. */
  readonly seq: number;
  /** Epoch ms. */
  readonly at: number;
  readonly event: SentinelEventName;
  /** The event's data as JSON, encoded once. */
  readonly payload: string;
}

/** A step with the stored channels it is told on. */
export interface ToldStep {
  readonly step: ScanStep;
  readonly channels: readonly string[];
}

/** What the engine needs and may not make itself. Both are pure functions of their arguments. */
export interface EngineOptions {
  /** Milliseconds an event may be older than its arrival and still be on time. */
  readonly latenessMs: number;
  /** RFC 9562 UUIDv5 of a name, in a namespace of the caller's. */
  readonly uuid: (name: string) => string;
}
