import type { StoredEvent } from "../shared/events.ts";
import type { Metric, MetricValue } from "../shared/metrics.ts";
import { toIso } from "../shared/time.ts";
import { type CompiledMetric, compileMetric } from "./metrics/compile.ts";
import { Fills } from "./metrics/fill.ts";
import { canonicalGroup, type GroupKey } from "./metrics/group-key.ts";
import { PredicateIndex } from "./metrics/predicate-index.ts";
import { Selection, type SelectionHost } from "./metrics/selection.ts";
import { Timers } from "./metrics/timers.ts";
import { Watcher, type WatcherHost, type WatcherSnapshot } from "./metrics/watcher.ts";
import { type GroupSnapshot, MAX_GROUPS, WindowStore } from "./metrics/window-store.ts";
import type { EngineEffect, EngineInput, EngineOptions } from "./ports.ts";
import { RowPool } from "./windows/row-pool.ts";

/** Groups whose windows are empty are looked for on this grid of time. */
const SWEEP_MS = 60_000;

/** Names the layout of {@link EngineSnapshot}; a checkpoint of another layout is not loaded. */
export const SNAPSHOT_FORMAT = "engine-3";

/** Everything the engine knows, as plain data with shared references (structured clone keeps them). */
export interface EngineSnapshot {
  readonly at: number;
  readonly swept: number;
  /** The groups of each set of windows, by its shape. */
  readonly stores: { readonly shapeKey: string; readonly groups: GroupSnapshot[] }[];
  readonly watchers: WatcherSnapshot[];
  /** Metrics that are off, or that failed. */
  readonly idle: Metric[];
  readonly paused: boolean;
}

/**
 * The stream engine: state and the one function that moves it. The same inputs give the same effects, byte for byte,
 * live, in a replay and in a test; there is no clock, no randomness and no I/O inside.
 */
export interface Engine {
  /** Applies one input and returns what came of it, in order. Never throws: a metric that does is switched off and reported. */
  step(input: EngineInput): EngineEffect[];
  /** Whether the last such input was a pause. To stop giving it inputs until a resume is the caller's part. */
  readonly paused: boolean;
  snapshot(): EngineSnapshot;
  stats(): { metrics: number; groups: number };
  /** Calls `visit` with each group of a metric and the value of its window that ends with the pane of now. */
  eachValue(metricId: string, visit: (key: GroupKey, value: number | null) => void): void;
  /** Whether to note which groups change, for {@link takeChanged}. Has no influence on effects. */
  noteChanges(on: boolean): void;
  /** The groups that have changed since the last call, each with its newest value. */
  takeChanged(): ChangedValue[];
  /** The groups of a metric with their present values, those furthest beyond its threshold first, at most `limit`. */
  values(metricId: string, limit: number): MetricValue[];
  /** How many groups a metric has and which is first among its values; undefined when the metric is not evaluated. */
  leading(metricId: string): LeadingValue | undefined;
}

/** What `values` would begin with, found without ordering the others. */
export interface LeadingValue {
  readonly groups: number;
  readonly worst: MetricValue | null;
}

/** A metric's value and how much it moved, 0 to 1, relative to the larger of the old and the new one. */
export interface ChangedValue extends MetricValue {
  readonly change: number;
}

export function createEngine(options: EngineOptions, snapshot?: EngineSnapshot): Engine {
  return new SteppedEngine(options, snapshot);
}

/** Whether `value` is further beyond the threshold than `than`; anything is than no value. */
function isWorse({ worse }: CompiledMetric, value: number | null, than: number | null): boolean {
  if (value === null || than === null) return value !== null;
  return value !== than && worse(value, than) === value;
}

interface Located {
  readonly watcher: Watcher;
  readonly key: GroupKey;
}

class SteppedEngine implements Engine {
  private readonly options: EngineOptions;
  /** By metric id, in id order unless {@link unordered}. */
  private watchers = new Map<string, Watcher>();
  /** By shape. */
  private readonly stores = new Map<string, WindowStore>();
  /** By what they select and how they group it. */
  private readonly selections = new Map<string, Selection>();
  private readonly fills = new Fills(new RowPool());
  private readonly idle = new Map<string, Metric>();
  private readonly index = new PredicateIndex<Selection>();
  private readonly timers = new Timers();
  /** Where the alerts are that may still change. */
  private readonly alerts = new Map<string, Located>();
  private readonly host: WatcherHost & SelectionHost;
  private out: EngineEffect[] = [];
  private at = 0;
  private swept = 0;
  /** Metrics have come or gone since their order was last made. */
  private unordered = false;
  private isPaused = false;
  private noting = false;

  constructor(options: EngineOptions, snapshot?: EngineSnapshot) {
    this.options = options;
    this.host = {
      uuid: options.uuid,
      emit: (at, alert) => {
        this.out.push({ kind: "alert", at, alert });
      },
      emitAnomaly: (at, anomaly) => {
        this.out.push({ kind: "anomaly", at, anomaly });
      },
      opened: (alertId, watcher, key) => {
        this.alerts.set(alertId, { watcher, key });
      },
      due: (boundary, watcher) => this.timers.add(boundary, watcher),
      failed: (store, error, at) => {
        for (const watcher of store.watchers) this.fail(watcher.compiled.metric.id, at, error);
      },
      limited: (store, at) => {
        for (const watcher of store.watchers) {
          this.out.push({ kind: "metric.limited", at, metricId: watcher.compiled.metric.id, limit: MAX_GROUPS });
        }
      },
    };
    if (snapshot) this.restore(snapshot);
  }

  get paused(): boolean {
    return this.isPaused;
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
        this.remove(input.metricId, at, "the metric was deleted");
        this.idle.delete(input.metricId);
        this.out.push({ kind: "metric.delete", at, metricId: input.metricId });
        break;
      case "alert.action":
        this.act(input, at);
        break;
      case "engine.pause":
      case "engine.resume":
        this.isPaused = input.kind === "engine.pause";
        break;
      case "engine.reload":
        for (const metric of [...this.idle.values()]) if (metric.enabled) this.putMetric(metric, at);
        break;
      case "tick":
        break;
    }
    return this.out;
  }

  snapshot(): EngineSnapshot {
    this.order();
    return {
      at: this.at,
      swept: this.swept,
      stores: [...this.stores].map(([shapeKey, store]) => ({ shapeKey, groups: store.snapshot() })),
      watchers: [...this.watchers.values()].map((watcher) => watcher.snapshot()),
      idle: [...this.idle.values()],
      paused: this.isPaused,
    };
  }

  stats(): { metrics: number; groups: number } {
    let groups = 0;
    for (const store of this.stores.values()) groups += store.size;
    return { metrics: this.watchers.size, groups };
  }

  eachValue(metricId: string, visit: (key: GroupKey, value: number | null) => void): void {
    const store = this.watchers.get(metricId)?.store;
    if (!store) return;
    const { slideMs, panes } = store.shape;
    const last = Math.floor(this.at / slideMs);
    for (const group of store.all()) visit(group.key, group.window.value("live", last - panes + 1, last));
  }

  noteChanges(on: boolean): void {
    this.noting = on;
    for (const selection of this.selections.values()) selection.note(on);
  }

  takeChanged(): ChangedValue[] {
    const items: ChangedValue[] = [];
    for (const store of this.stores.values()) {
      if (!store.changed?.size) continue;
      for (const { key, value, change } of store.takeChanged(this.at)) {
        for (const watcher of store.watchers) items.push({ ...this.valueOf(watcher, key, value), change });
      }
    }
    return items;
  }

  values(metricId: string, limit: number): MetricValue[] {
    const watcher = this.watchers.get(metricId);
    if (!watcher) return [];
    const { compiled, store } = watcher;
    const found = [...store.all()].map((group) => ({ group, value: store.valueAt(group, this.at) }));
    const sign = compiled.worse(0, 1) === 1 ? 1 : -1;
    const rank = (value: number | null) => (value === null ? Number.NEGATIVE_INFINITY : sign * value);
    found.sort((a, b) => rank(b.value) - rank(a.value));
    return found.slice(0, limit).map(({ group, value }) => this.valueOf(watcher, group.key, value));
  }

  leading(metricId: string): LeadingValue | undefined {
    const watcher = this.watchers.get(metricId);
    if (!watcher) return undefined;
    const { compiled, store } = watcher;
    let worst: { readonly key: GroupKey; readonly value: number | null } | undefined;
    for (const group of store.all()) {
      const value = store.valueAt(group, this.at);
      if (!worst || isWorse(compiled, value, worst.value)) worst = { key: group.key, value };
    }
    return { groups: store.size, worst: worst ? this.valueOf(watcher, worst.key, worst.value) : null };
  }

  private valueOf({ compiled }: Watcher, key: GroupKey, value: number | null): MetricValue {
    const end = (Math.floor(this.at / compiled.slideMs) + 1) * compiled.slideMs;
    return { metricId: compiled.metric.id, group: compiled.grouping.describe(key), value, windowEnd: toIso(end) };
  }

  private restore(snapshot: EngineSnapshot): void {
    this.at = snapshot.at;
    this.swept = snapshot.swept;
    this.isPaused = snapshot.paused;
    for (const metric of snapshot.idle) this.idle.set(metric.id, metric);
    const groups = new Map(snapshot.stores.map((store) => [store.shapeKey, store.groups]));
    for (const saved of snapshot.watchers) {
      const compiled = compileMetric(saved.metric, this.options.latenessMs);
      const fresh = !this.stores.has(compiled.shapeKey);
      const store = this.storeFor(compiled);
      if (fresh) store.restore(groups.get(compiled.shapeKey) ?? []);
      const watcher = new Watcher(compiled, store, this.host);
      watcher.restore(saved);
      this.watchers.set(saved.metric.id, watcher);
      if (watcher.nextBoundary < Number.POSITIVE_INFINITY) this.timers.add(watcher.nextBoundary, watcher);
    }
    this.unordered = true;
  }

  /** Runs all timers due by `at`, each at its own time: one long tick equals many short ones. */
  private advance(at: number): void {
    while (this.timers.next <= at) {
      this.order();
      const time = this.timers.next;
      for (const watcher of this.timers.takeNext()) this.runDue(watcher, time);
    }
    const sweep = Math.floor(at / SWEEP_MS) * SWEEP_MS;
    if (sweep > this.swept) this.sweep(sweep);
  }

  private runDue(watcher: Watcher, time: number): void {
    const { id } = watcher.compiled.metric;
    const stays = () => this.watchers.get(id) === watcher;
    if (!stays()) return;
    this.guarded(id, time, () => this.runBoundary(watcher, time));
    if (stays() && watcher.nextBoundary < Number.POSITIVE_INFINITY) this.timers.add(watcher.nextBoundary, watcher);
  }

  private runBoundary(watcher: Watcher, time: number): void {
    const start = this.out.length;
    watcher.boundary(time);
    if (this.out.length - start < 2) return;
    const effects = this.out.splice(start);
    this.out.push(...effects.sort((a, b) => compare(groupOf(a), groupOf(b))));
  }

  private sweep(time: number): void {
    this.swept = time;
    for (const store of this.stores.values()) store.sweep(time);
    for (const [id, { watcher, key }] of this.alerts) {
      if (!watcher.holds(key, id)) this.alerts.delete(id);
    }
  }

  private takeEvents(events: readonly StoredEvent[], at: number): void {
    const oldest = at - this.options.latenessMs;
    let late = 0;
    this.order();
    const visit = (selection: Selection, event: StoredEvent) => selection.take(event, at);
    for (let i = 0; i < events.length; i++) {
      const event = events[i] as StoredEvent;
      if (event.timestamp < oldest) late++;
      else this.index.match(event, visit);
    }
    this.out.push({ kind: "counted", at, evaluated: events.length - late, late });
  }

  private guarded(metricId: string, at: number, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.fail(metricId, at, error);
    }
  }

  private fail(metricId: string, at: number, error: unknown): void {
    const watcher = this.watchers.get(metricId);
    if (watcher) {
      this.idle.set(metricId, watcher.compiled.metric);
      this.abandon(watcher, at);
      this.drop(metricId, watcher);
    }
    this.out.push({ kind: "metric.failed", at, metricId, message: error instanceof Error ? error.message : String(error) });
  }

  /** Closes the alerts of a metric that threw, as far as it lets that happen. */
  private abandon(watcher: Watcher, at: number): void {
    try {
      watcher.closeAll(at, "the metric failed and was switched off");
    } catch {
      // What made it throw may do so again; the failure itself is reported.
    }
  }

  private putMetric(metric: Metric, at: number): void {
    this.guarded(metric.id, at, () => {
      if (!metric.enabled) {
        this.remove(metric.id, at, "the metric was switched off");
        this.idle.set(metric.id, metric);
        return;
      }
      const compiled = compileMetric(metric, this.options.latenessMs);
      const old = this.watchers.get(metric.id);
      if (old?.compiled.shapeKey === compiled.shapeKey) old.redefine(compiled, at);
      else {
        this.remove(metric.id, at, "the metric's definition changed");
        const watcher = new Watcher(compiled, this.storeFor(compiled), this.host);
        this.watchers.set(metric.id, watcher);
        watcher.begin(at);
      }
      this.idle.delete(metric.id);
      this.unordered = true;
    });
  }

  private storeFor(compiled: CompiledMetric): WindowStore {
    let store = this.stores.get(compiled.shapeKey);
    if (!store) {
      store = new WindowStore(compiled, this.selectionFor(compiled));
      this.stores.set(compiled.shapeKey, store);
    }
    return store;
  }

  private selectionFor(compiled: CompiledMetric): Selection {
    let selection = this.selections.get(compiled.selectionKey);
    if (!selection) {
      selection = new Selection(compiled, this.fills, this.host);
      selection.note(this.noting);
      this.selections.set(compiled.selectionKey, selection);
    }
    return selection;
  }

  private remove(metricId: string, at: number, cause: string): void {
    const watcher = this.watchers.get(metricId);
    if (!watcher) return;
    watcher.closeAll(at, cause);
    this.drop(metricId, watcher);
  }

  private drop(metricId: string, watcher: Watcher): void {
    const { store, compiled } = watcher;
    store.leave(watcher);
    this.watchers.delete(metricId);
    // Its windows may be gone, and it must not be asked for its alerts any more.
    for (const [id, located] of this.alerts) if (located.watcher === watcher) this.alerts.delete(id);
    if (store.watchers.length === 0) this.stores.delete(compiled.shapeKey);
    if (store.selection.empty) this.selections.delete(compiled.selectionKey);
    this.unordered = true;
  }

  private act(input: Extract<EngineInput, { kind: "alert.action" }>, at: number): void {
    const { alertId, action, actor } = input;
    const located = this.alerts.get(alertId);
    if (located && this.watchers.get(located.watcher.compiled.metric.id) === located.watcher) {
      if (located.watcher.act(located.key, alertId, action, actor, at)) return;
    }
    this.out.push({ kind: "alert.action", at, alertId, action, actor });
  }

  /**
   * The order in which an event reaches its windows is that of their first metric's id, after a restart as before it. It is made
   * when it is next needed, so that thousands of metrics can be put one by one.
   */
  private order(): void {
    if (!this.unordered) return;
    this.unordered = false;
    this.watchers = new Map([...this.watchers].sort(([a], [b]) => compare(a, b)));
    let rank = 0;
    for (const watcher of this.watchers.values()) watcher.rank = rank++;
    const stores = new Map<Selection, Set<WindowStore>>();
    for (const { store } of this.watchers.values()) {
      const ordered = stores.get(store.selection);
      if (ordered) ordered.add(store);
      else stores.set(store.selection, new Set([store]));
    }
    for (const [selection, ordered] of stores) selection.order([...ordered]);
    this.index.replace([...stores.keys()]);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function groupOf(effect: EngineEffect): string {
  return effect.kind === "alert" ? canonicalGroup(effect.alert.group) : "";
}
