import type { Ledger } from "../../shared/events.ts";
import type { ControlEntry } from "../../shared/log.ts";
import type { StatusFrame } from "../../shared/socket.ts";

/** The one place that runs the stream graph: the log's commits in, stored effects and frames out. */
export interface Runtime {
  /** Loads the newest checkpoint, replays the log behind it and goes live. */
  start(): Promise<void>;
  /** Drains, commits, saves a checkpoint. */
  stop(): Promise<void>;
  /** Appends a control entry to the log; resolves once the effects it had are committed. */
  submit(entry: ControlEntry): Promise<void>;
  status(): RuntimeStatus;
}

export interface RuntimeStatus extends StatusFrame {
  readonly ledger: Ledger;
  readonly appliedSeq: number;
  readonly metrics: number;
  readonly groups: number;
}
