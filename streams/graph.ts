import { concatMap, connectable, filter, map, type Observable, Subject, type Subscription } from "rxjs";
import type { StoredEvent } from "../shared/events.ts";
import type { Engine } from "./engine.ts";
import { rateOver } from "./operators/rate-over.ts";
import type { EngineEffect, ScanStep, ToldStep } from "./ports.ts";
import type { PlacedInput } from "./replay.ts";

/** What one input came to. */
export interface Turn extends PlacedInput {
  readonly effects: readonly EngineEffect[];
}

/** The whole topology: one queue of inputs and one of scan steps in, every stream that the edges listen to out. */
export interface Graph {
  /** Each input with its effects, in order; what the sinks store. */
  readonly turns$: Observable<Turn>;
  /** Each step of a scan with its channels, in order; the sinks store it as they store a turn. */
  readonly scans$: Observable<ToldStep>;
  /** The events of each commit, for the live tail. */
  readonly events$: Observable<readonly StoredEvent[]>;
  /** Events a second over the last `RATE_WINDOW_MS` of inputs. */
  readonly rate$: Observable<number>;
  /** Metrics that were switched off because they threw, or that have all the groups they may. */
  readonly troubles$: Observable<Extract<EngineEffect, { kind: "metric.failed" | "metric.limited" }>>;
  /** Starts the flow. Subscribe the sinks first: nothing is kept for those who come later. */
  connect(): Subscription;
}

const RATE_WINDOW_MS = 5_000;

/*
 *  inputs$ ──► step ──► turns$ ──┬──────────────────────────► sinks (alerts, metrics, progress, frames)
 *                                ├── events of each commit ─► events$   (live tail)
 *                                ├── counted ─ rateOver ────► rate$     (status)
 *                                └── metric.failed, limited ► troubles$ (log)
 *  steps$ ───────────────► scans$ ───────────────────────────► sinks (scan events, frames)
 */
export function createGraph(inputs$: Observable<PlacedInput>, steps$: Observable<ScanStep>, engine: Engine): Graph {
  const turns$ = connectable(inputs$.pipe(map((placed): Turn => ({ ...placed, effects: engine.step(placed.input) }))), {
    connector: () => new Subject(),
    resetOnDisconnect: false,
  });
  return {
    turns$,
    scans$: steps$.pipe(map((step) => ({ step, channels: ["sentinel", `sentinel:${step.scanId}`] }))),
    events$: turns$.pipe(
      map(({ input }) => (input.kind === "events" ? input.events : [])),
      filter((events) => events.length > 0),
    ),
    rate$: turns$.pipe(
      map(({ input }) => ({ at: input.at, count: input.kind === "events" ? input.events.length : 0 })),
      rateOver(RATE_WINDOW_MS),
    ),
    troubles$: turns$.pipe(
      concatMap(({ effects }) => effects),
      filter((effect) => effect.kind === "metric.failed" || effect.kind === "metric.limited"),
    ),
    connect: () => turns$.connect(),
  };
}
