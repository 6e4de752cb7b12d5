import { Subject, type Subscription } from "rxjs";
import type { AppDatabase, CommittedBatch, EventLog, LogCounters } from "../../db/ports.ts";
import type { StoredEvent } from "../../shared/events.ts";
import type { ControlEntry } from "../../shared/log.ts";
import type { StatusFrame } from "../../shared/socket.ts";
import type { Engine } from "../../streams/engine.ts";
import { createGraph } from "../../streams/graph.ts";
import { inputsOf, type PlacedInput } from "../../streams/replay.ts";
import type { Publisher } from "../channels/ports.ts";
import { alertUuid } from "./alert-uuid.ts";
import { Checkpointer } from "./checkpointer.ts";
import { EffectSink } from "./effect-sink.ts";
import type { Runtime, RuntimeStatus } from "./ports.ts";
import { recover } from "./recovery.ts";

const TICK_MS = 100;
const STATUS_MS = 1_000;
const PRUNE_MS = 60_000;
/** Frames of a channel that a client may be behind and still catch up without a snapshot. */
const KEPT_FRAMES = 10_000;

export interface RuntimeOptions {
  readonly log: EventLog;
  readonly app: AppDatabase;
  readonly publisher: Publisher;
  /** Epoch ms; the same clock that stamps the log's commits. Must never go back. */
  readonly now: () => number;
  readonly latenessMs: number;
  /** Takes the events of each commit, for the live tail. */
  readonly tail: (events: readonly StoredEvent[]) => void;
  /** Something went wrong that the runtime itself got over. */
  readonly onError: (message: string, error: unknown) => void;
}

export function createRuntime(options: RuntimeOptions): Runtime {
  return new GraphRuntime(options);
}

class GraphRuntime implements Runtime {
  private readonly options: RuntimeOptions;
  private readonly inputs$ = new Subject<PlacedInput>();
  private readonly subscriptions: Subscription[] = [];
  private readonly timers: NodeJS.Timeout[] = [];
  private engine: Engine | undefined;
  private sink: EffectSink | undefined;
  private checkpointer: Checkpointer | undefined;
  private counters: LogCounters;
  private rate = 0;
  private activeAlerts = 0;
  private recovering = true;

  constructor(options: RuntimeOptions) {
    this.options = options;
    this.counters = options.log.counters();
  }

  async start(): Promise<void> {
    const { log, app, publisher, latenessMs, onError } = this.options;
    const progress = await app.effects.progress();
    const sink = new EffectSink({
      app,
      progress,
      published: (frames) => publisher.publishStored(frames),
      failed: (error) => onError("the effects could not be stored, trying again", error),
    });
    this.sink = sink;
    const emit = sink.take.bind(sink);
    const { engine } = await recover({ log, app, options: { latenessMs, uuid: alertUuid }, progress, emit, drain: () => sink.stored() });
    await sink.stored();
    this.engine = engine;
    this.checkpointer = new Checkpointer({ engine, sink, app, now: this.options.now, onError });
    this.wire(engine, sink);
    log.onCommit((batch) => this.commit(batch));
    this.recovering = false;
    this.startTimers();
  }

  async stop(): Promise<void> {
    for (const timer of this.timers.splice(0)) clearInterval(timer);
    this.tick();
    await this.sink?.stored();
    await this.checkpointer?.save();
    this.inputs$.complete();
    for (const subscription of this.subscriptions.splice(0)) subscription.unsubscribe();
    this.sink?.close();
  }

  async submit(entry: ControlEntry): Promise<void> {
    if (!this.sink) throw new Error("the runtime has not started");
    await this.options.log.appendControl(entry);
    // The log reports a commit before it answers, so the entry has been through the engine by now.
    await this.sink.stored();
  }

  status(): RuntimeStatus {
    const stats = this.engine?.stats() ?? { metrics: 0, groups: 0 };
    const progress = this.sink?.progress ?? { appliedSeq: 0, evaluated: 0, late: 0 };
    const { evaluated, late } = progress;
    const pending = this.counters.accepted - evaluated - late;
    return {
      ...this.statusFrame(pending),
      ledger: { ...this.counters, evaluated, late, pending },
      appliedSeq: progress.appliedSeq,
      ...stats,
    };
  }

  private wire(engine: Engine, sink: EffectSink): void {
    const graph = createGraph(this.inputs$, engine);
    this.subscriptions.push(
      graph.turns$.subscribe((turn) => sink.take(turn)),
      graph.events$.subscribe((events) => this.options.tail(events)),
      graph.rate$.subscribe((rate) => {
        this.rate = rate;
      }),
      graph.troubles$.subscribe((trouble) => {
        if (trouble.kind === "metric.failed")
          this.options.onError(`metric ${trouble.metricId} failed and was switched off`, trouble.message);
        else
          this.options.onError(
            `metric ${trouble.metricId} has ${trouble.limit} groups; events of further ones are not evaluated`,
            undefined,
          );
      }),
      graph.connect(),
    );
  }

  private commit(batch: CommittedBatch): void {
    this.counters = batch.counters;
    for (const input of inputsOf(batch.entries)) this.inputs$.next(input);
  }

  private startTimers(): void {
    const every = (ms: number, run: () => void) => this.timers.push(setInterval(run, ms));
    every(TICK_MS, () => this.tick());
    every(STATUS_MS, () => void this.publishStatus());
    every(PRUNE_MS, () => void this.prune());
  }

  /** Runs the timers that are due. A commit that is under way carries an earlier time: it goes first, and brings time along itself. */
  private tick(): void {
    const { log, now } = this.options;
    if (!this.engine || !this.sink || log.inFlightSince() !== undefined) return;
    this.inputs$.next({ seq: this.sink.progress.appliedSeq, input: { kind: "tick", at: now() } });
    this.checkpointer?.due();
  }

  private async publishStatus(): Promise<void> {
    const { app, publisher, onError } = this.options;
    try {
      const active = await app.alerts.countActive();
      this.activeAlerts = Object.values(active).reduce((sum, count) => sum + count, 0);
      const { ledger } = this.status();
      publisher.publishLive("status", "status", this.statusFrame(ledger.pending));
    } catch (error) {
      onError("the status could not be read", error);
    }
  }

  private statusFrame(pending: number): StatusFrame {
    const since = this.options.log.inFlightSince();
    return {
      state: this.recovering ? "recovering" : "running",
      eventsPerSecond: this.rate,
      lagMs: since === undefined ? 0 : Math.max(0, this.options.now() - since),
      pending,
      connections: this.options.publisher.connections(),
      activeAlerts: this.activeAlerts,
    };
  }

  private async prune(): Promise<void> {
    try {
      await this.options.app.outbox.prune(KEPT_FRAMES);
    } catch (error) {
      this.options.onError("old frames could not be removed", error);
    }
  }
}
