import type { AlertAction } from "./alerts.ts";
import type { StoredEvent } from "./events.ts";
import type { Metric } from "./metrics.ts";

/** Everything but events that changes what the engine computes; kept in the log so that a replay is exact. */
export type ControlEntry =
  | { readonly kind: "metric.put"; readonly metric: Metric; readonly actor: string }
  | { readonly kind: "metric.delete"; readonly metricId: string; readonly actor: string }
  | { readonly kind: "engine.pause"; readonly actor: string }
  | { readonly kind: "engine.resume"; readonly actor: string }
  /** Compiles every metric anew; those that had failed get another chance. */
  | { readonly kind: "engine.reload"; readonly actor: string }
  | { readonly kind: "alert.action"; readonly alertId: string; readonly action: AlertAction; readonly actor: string };

/** One entry of the append-only log. `seq` rises by one; `at` (epoch ms, when committed) never decreases. */
export type LogEntry =
  | { readonly kind: "event"; readonly seq: number; readonly at: number; readonly event: StoredEvent }
  | { readonly kind: "control"; readonly seq: number; readonly at: number; readonly control: ControlEntry };
