import type { EngineAction } from "../../shared/control.ts";
import type { Ledger } from "../../shared/events.ts";
import type { ControlEntry } from "../../shared/log.ts";
import type { MetricValue } from "../../shared/metrics.ts";
import type { StatusFrame } from "../../shared/socket.ts";
import type { ChangedValue, LeadingValue } from "../../streams/engine.ts";
import type { ScanStep } from "../../streams/ports.ts";

/** The one place that runs the stream graph: the log's commits in, stored effects and frames out. */
export interface Runtime {
  /** Loads the newest checkpoint, replays the log behind it and goes live. */
  start(): Promise<void>;
  /** Drains, commits, saves a checkpoint. */
  stop(): Promise<void>;
  /** Appends a control entry to the log; resolves once the effects it had are committed. Throws {@link EnginePausedError}. */
  submit(entry: ControlEntry): Promise<void>;
  /**
   * Pauses the engine (events are accepted and wait in the log), resumes it (it catches up with them), or gives metrics that
   * failed another chance. To pause what is paused, or to resume what is running, changes nothing.
   */
  control(action: EngineAction, actor: string): Promise<void>;
  /** Stores a step of a scan and tells it on its channels, whether the engine is paused or not; resolves once it is stored. */
  told(step: ScanStep): Promise<void>;
  status(): RuntimeStatus;
  /** The present values of a metric's groups, those nearest to (or furthest beyond) its threshold first, at most `limit`. */
  values(metricId: string, limit: number): MetricValue[];
  /** How many groups a metric has and which is first among its values; undefined when the metric is not evaluated. */
  leading(metricId: string): LeadingValue | undefined;
  /** Whether to note which values change, for `takeChanged`. */
  noteChanges(on: boolean): void;
  /** The values that have changed since the last call. */
  takeChanged(): ChangedValue[];
}

/** What was asked for has to wait for the engine, and that is paused. */
export class EnginePausedError extends Error {
  override readonly name = "EnginePausedError";
  override readonly message = "The engine is paused; resume it first.";
}

export interface RuntimeStatus extends StatusFrame {
  readonly ledger: Ledger;
  readonly appliedSeq: number;
  readonly metrics: number;
  readonly groups: number;
}
