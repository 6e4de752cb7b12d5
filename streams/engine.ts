import type { Alert } from "../shared/alerts.ts";
import type { StoredEvent } from "../shared/events.ts";
import type { Metric } from "../shared/metrics.ts";
import { compileMetric, sameWindows } from "./metrics/compile.ts";
import { canonicalGroup, type GroupKey } from "./metrics/group-key.ts";
import { MetricRunner, type RunnerSnapshot } from "./metrics/metric-runner.ts";
import { PredicateIndex } from "./metrics/predicate-index.ts";
import type { EngineEffect, EngineInput, EngineOptions } from "./ports.ts";

/** Groups whose windows are empty are looked for on this grid of time. */
const SWEEP_MS = 60_000;

/** Names the layout of {@link EngineSnapshot}; a checkpoint of another layout is not loaded. */
export const SNAPSHOT_FORMAT = "engine-1";

/** Everything the engine knows, as plain data with shared references (structured clone keeps them). */
export interface EngineSnapshot {
  readonly at: number;
  readonly swept: number;
  readonly runners: RunnerSnapshot[];
  /** Metrics that are off, or that failed. */
  readonly idle: Metric[];
}

/**
 * The stream engine: state and the one function that moves it. The same inputs give the same effects, byte for byte,
 * live, in a replay and in a test; there is no clock, no randomness and no I/O inside.
 */
export interface Engine {
  /** Applies one input and returns what came of it, in order. Never throws: a metric that does is switched off and reported. */
  step(input: EngineInput): EngineEffect[];
  snapshot(): EngineSnapshot;
  stats(): { metrics: number; groups: number };
}

export function createEngine(options: EngineOptions, snapshot?: EngineSnapshot): Engine {
  return new SteppedEngine(options, snapshot);
}

interface Located {
  readonly runner: MetricRunner;
  readonly key: GroupKey;
}

class SteppedEngine implements Engine {
  private readonly options: EngineOptions;
  /** By metric id, in id order. */
  private runners = new Map<string, MetricRunner>();
  private readonly idle = new Map<string, Metric>();
  private readonly index = new PredicateIndex<MetricRunner>();
  /** Where the alerts are that may still change. */
  private readonly alerts = new Map<string, Located>();
  private out: EngineEffect[] = [];
  private at = 0;
  private swept = 0;
  private nextDue = Number.POSITIVE_INFINITY;

  constructor(options: EngineOptions, snapshot?: EngineSnapshot) {
    this.options = options;
    if (snapshot) this.restore(snapshot);
  }

  step(input: EngineInput): EngineEffect[] {
    this.out = [];
    // An `at` before the last one would run timers twice; the runtime never sends one.
    const at = Math.max(input.at, this.at);
    this.advance(at);
    this.at = at;
    switch (input.kind) {
      case "events":
        this.takeEvents(input.events, at);
        break;
      case "metric.put":
        this.putMetric(input.metric, at);
        this.out.push({ kind: "metric.put", at, metric: input.metric, actor: input.actor });
        break;
      case "metric.delete":
        this.removeRunner(input.metricId, at, "the metric was deleted");
        this.idle.delete(input.metricId);
        this.out.push({ kind: "metric.delete", at, metricId: input.metricId });
        break;
      case "alert.action":
        this.act(input, at);
        break;
      case "tick":
        break;
    }
    return this.out;
  }

  snapshot(): EngineSnapshot {
    return {
      at: this.at,
      swept: this.swept,
      runners: [...this.runners.values()].map((runner) => runner.snapshot()),
      idle: [...this.idle.values()],
    };
  }

  stats(): { metrics: number; groups: number } {
    let groups = 0;
    for (const runner of this.runners.values()) groups += runner.groupCount;
    return { metrics: this.runners.size, groups };
  }

  private restore(snapshot: EngineSnapshot): void {
    this.at = snapshot.at;
    this.swept = snapshot.swept;
    for (const metric of snapshot.idle) this.idle.set(metric.id, metric);
    for (const saved of snapshot.runners) {
      const runner = new MetricRunner(compileMetric(saved.metric, this.options.latenessMs), this.hostFor());
      runner.restore(saved);
      this.runners.set(saved.metric.id, runner);
    }
    this.rewire();
  }

  /** Runs all timers due by `at`, each at its own time: one long tick equals many short ones. */
  private advance(at: number): void {
    while (this.nextDue <= at) {
      const time = this.nextDue;
      for (const [id, runner] of this.runners) {
        if (runner.nextBoundary === time) this.guarded(id, time, () => this.runBoundary(runner, time));
      }
      this.schedule();
    }
    const sweep = Math.floor(at / SWEEP_MS) * SWEEP_MS;
    if (sweep > this.swept) this.sweep(sweep);
  }

  private runBoundary(runner: MetricRunner, time: number): void {
    const start = this.out.length;
    runner.boundary(time);
    if (this.out.length - start < 2) return;
    const effects = this.out.splice(start);
    this.out.push(...effects.sort((a, b) => compare(groupOf(a), groupOf(b))));
  }

  private sweep(time: number): void {
    this.swept = time;
    for (const runner of this.runners.values()) runner.sweep(time);
    for (const [id, { runner, key }] of this.alerts) {
      if (!runner.holds(key, id)) this.alerts.delete(id);
    }
  }

  private schedule(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const runner of this.runners.values()) if (runner.nextBoundary < next) next = runner.nextBoundary;
    this.nextDue = next;
  }

  private takeEvents(events: readonly StoredEvent[], at: number): void {
    const oldest = at - this.options.latenessMs;
    let late = 0;
    const visit = (runner: MetricRunner, event: StoredEvent) => this.offer(runner, event, at);
    for (let i = 0; i < events.length; i++) {
      const event = events[i] as StoredEvent;
      if (event.timestamp < oldest) late++;
      else this.index.match(event, visit);
    }
    this.out.push({ kind: "counted", at, evaluated: events.length - late, late });
  }

  private offer(runner: MetricRunner, event: StoredEvent, at: number): void {
    try {
      runner.take(event, at);
      if (runner.nextBoundary < this.nextDue) this.nextDue = runner.nextBoundary;
    } catch (error) {
      this.fail(runner.compiled.metric.id, at, error);
    }
  }

  private guarded(metricId: string, at: number, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.fail(metricId, at, error);
    }
  }

  private fail(metricId: string, at: number, error: unknown): void {
    const runner = this.runners.get(metricId);
    if (runner) {
      this.runners.delete(metricId);
      this.idle.set(metricId, runner.compiled.metric);
      this.rewire();
    }
    this.out.push({ kind: "metric.failed", at, metricId, message: error instanceof Error ? error.message : String(error) });
  }

  private putMetric(metric: Metric, at: number): void {
    this.guarded(metric.id, at, () => {
      const old = this.runners.get(metric.id);
      if (!metric.enabled) {
        this.removeRunner(metric.id, at, "the metric was switched off");
        this.idle.set(metric.id, metric);
        return;
      }
      const compiled = compileMetric(metric, this.options.latenessMs);
      if (old && sameWindows(old.compiled.metric, metric)) old.redefine(compiled, at);
      else {
        this.removeRunner(metric.id, at, "the metric's definition changed");
        const runner = new MetricRunner(compiled, this.hostFor());
        this.runners.set(metric.id, runner);
        runner.begin(at);
      }
      this.idle.delete(metric.id);
      this.rewire();
    });
  }

  private removeRunner(metricId: string, at: number, cause: string): void {
    const runner = this.runners.get(metricId);
    if (!runner) return;
    runner.closeAll(at, cause);
    this.runners.delete(metricId);
    this.rewire();
  }

  private act(input: Extract<EngineInput, { kind: "alert.action" }>, at: number): void {
    const { alertId, action, actor } = input;
    const located = this.alerts.get(alertId);
    if (located && this.runners.has(located.runner.compiled.metric.id)) {
      if (located.runner.act(located.key, alertId, action, actor, at)) return;
    }
    this.out.push({ kind: "alert.action", at, alertId, action, actor });
  }

  private hostFor() {
    return {
      uuid: this.options.uuid,
      emit: (at: number, alert: Alert) => {
        this.out.push({ kind: "alert", at, alert });
      },
      opened: (alertId: string, runner: MetricRunner, key: GroupKey) => {
        this.alerts.set(alertId, { runner, key });
      },
    };
  }

  private rewire(): void {
    this.runners = new Map([...this.runners].sort(([a], [b]) => compare(a, b)));
    this.index.replace([...this.runners.values()]);
    this.schedule();
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function groupOf(effect: EngineEffect): string {
  return effect.kind === "alert" ? canonicalGroup(effect.alert.group) : "";
}
