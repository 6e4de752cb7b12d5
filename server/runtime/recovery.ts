import { deserialize, serialize } from "node:v8";
import type { AppDatabase, Checkpoint, EventLog, Progress } from "../../db/ports.ts";
import { createEngine, type Engine, type EngineSnapshot, SNAPSHOT_FORMAT } from "../../streams/engine.ts";
import type { Turn } from "../../streams/graph.ts";
import type { EngineOptions } from "../../streams/ports.ts";
import { inputsOf } from "../../streams/replay.ts";
import { type HeldBack, isControl } from "./input-feed.ts";

/** Between this many replayed entries other work gets a turn, so that health checks are answered. */
const YIELD_EVERY = 50_000;

export interface RecoveryInput {
  readonly log: EventLog;
  readonly app: AppDatabase;
  readonly options: EngineOptions;
  /** Where the effects in the store end. */
  readonly progress: Progress;
  /** Takes each turn behind `progress`, whose effects are not in the store yet. */
  readonly emit: (turn: Turn) => void;
  /** Waits until what was emitted is stored, so that a long replay needs no memory. */
  readonly drain: () => Promise<void>;
}

/** The engine's state as the checkpoint store keeps it. */
export function toCheckpoint(engine: Engine, seq: number): Checkpoint {
  const snapshot = engine.snapshot();
  return { seq, at: snapshot.at, format: SNAPSHOT_FORMAT, state: serialize(snapshot) };
}

export interface Recovered {
  readonly engine: Engine;
  /** How many entries were read again. */
  readonly replayed: number;
  /** What the engine was not given because it is paused. */
  readonly held: HeldBack;
}

/**
 * Brings an engine to where the log ends: the newest checkpoint, then the entries behind it. Effects that the store
 * already has are computed again, to rebuild the state, and discarded. An engine that is paused when its effects end, without
 * a later resume, stays there.
 */
export async function recover({ log, app, options, progress, emit, drain }: RecoveryInput): Promise<Recovered> {
  const checkpoint = await app.checkpoints.latest();
  const usable = checkpoint?.format === SNAPSHOT_FORMAT ? checkpoint : undefined;
  const engine = createEngine(options, usable && (deserialize(usable.state) as EngineSnapshot));
  let replayed = 0;
  let unyielded = 0;
  let known = true;
  let held: HeldBack | undefined;
  let throughSeq = usable?.seq ?? 0;
  for (const placed of inputsOf(log.entriesAfter(usable?.seq ?? 0), progress.appliedSeq)) {
    if (known && placed.seq > progress.appliedSeq) {
      known = false;
      // Timers that had run before the crash, but after the last applied entry, have their effects stored as well.
      engine.step({ kind: "tick", at: progress.appliedAt });
    }
    if (!known && engine.paused && !resumedAfter(log, throughSeq)) {
      held = { throughSeq, since: placed.input.at };
      break;
    }
    const effects = engine.step(placed.input);
    if (!known) emit({ ...placed, effects });
    throughSeq = placed.seq;
    const count = placed.input.kind === "events" ? placed.input.events.length : 1;
    replayed += count;
    unyielded += count;
    if (unyielded < YIELD_EVERY) continue;
    unyielded = 0;
    await drain();
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (known) engine.step({ kind: "tick", at: progress.appliedAt });
  return { engine, replayed, held: held ?? { throughSeq, since: undefined } };
}

/** Whether the engine was told to go on by an entry behind `seq`. */
function resumedAfter(log: EventLog, seq: number): boolean {
  for (const entry of log.entriesAfter(seq)) if (isControl(entry, "engine.resume")) return true;
  return false;
}
