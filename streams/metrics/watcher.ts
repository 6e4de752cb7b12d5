import type { Alert, AlertAction } from "../../shared/alerts.ts";
import type { Anomaly } from "../../shared/anomalies.ts";
import type { Metric } from "../../shared/metrics.ts";
import { toIso } from "../../shared/time.ts";
import {
  act,
  closeOpen,
  forgetCooled,
  isSettled,
  type LifecycleContext,
  newTrack,
  type Observation,
  observeEmpty,
  observeLive,
  observeSettled,
  type Track,
} from "../alerts/lifecycle.ts";
import { formatValue } from "../alerts/summary.ts";
import { type TrackedAlert, toAlert } from "../alerts/tracked-alert.ts";
import { type Band, type History, newHistory, remember } from "../anomalies/detectors.ts";
import type { CompiledMetric } from "./compile.ts";
import { canonicalGroup, type GroupKey } from "./group-key.ts";
import type { Group, WindowStore } from "./window-store.ts";

/** A group that must not go silent stays known this long after its last event. */
export const KNOWN_MS = 24 * 3_600_000;

/** What a metric keeps of a group that it has a reason to look at. */
export interface WatchState {
  /** Looked at at every slide boundary. */
  attentive: boolean;
  /** Its alerts, once it has breached. */
  track: Track | undefined;
  /** What the group's values have been, for a metric that compares with the past. */
  past: Past | undefined;
  /** Made when it is first needed; not part of a snapshot. */
  context: LifecycleContext | undefined;
}

/** A group's past values and what they let expect of the present window. */
interface Past {
  readonly history: History;
  band: Band | undefined;
}

export interface WatcherSnapshot {
  readonly metric: Metric;
  readonly nextBoundary: number;
  readonly states: {
    readonly key: GroupKey;
    readonly attentive: boolean;
    readonly track: Track | undefined;
    readonly past: Past | undefined;
  }[];
}

/** What a watcher tells the engine. */
export interface WatcherHost {
  readonly uuid: (name: string) => string;
  readonly emit: (at: number, alert: Alert) => void;
  readonly emitAnomaly: (at: number, anomaly: Anomaly) => void;
  readonly opened: (alertId: string, watcher: Watcher, key: GroupKey) => void;
  /** The watcher has groups to look at from this boundary on. */
  readonly due: (boundary: number, watcher: Watcher) => void;
}

/** Watches the windows of one metric and drives its alerts. Never reads a clock; every call brings its time. */
export class Watcher {
  compiled: CompiledMetric;
  readonly store: WindowStore;
  readonly slot: number;
  /** The next slide boundary at which the attentive groups are due, epoch ms. */
  nextBoundary = Number.POSITIVE_INFINITY;
  /** Its place in the order of the metrics' ids. */
  rank = 0;
  private readonly host: WatcherHost;
  private readonly attentive = new Set<Group>();
  /** A group of a quiet metric whose window is bounded by less than this need not be looked at. */
  calmBelow: number;

  constructor(compiled: CompiledMetric, store: WindowStore, host: WatcherHost) {
    this.compiled = compiled;
    this.store = store;
    this.host = host;
    this.calmBelow = calmBelow(compiled);
    this.slot = store.join(this, compiled.metric.id);
  }

  /** Takes up the groups that other metrics have filled already; an ungrouped one that must not go silent is watched from now on. */
  begin(at: number): void {
    const { slideMs, grouping } = this.compiled;
    if (this.staysKnown() && grouping.fields.length === 0) this.store.ungrouped(Math.floor(at / slideMs) + 1);
    for (const group of this.store.all()) this.attend(group, at);
  }

  /**
   * An event has been added to a group; `current` is the pane of now. A breach is announced at once. That it is over is seen
   * at the next boundary, so that a value that trembles at the threshold changes its alert once a slide and not at every event.
   */
  touched(group: Group, current: number, at: number): void {
    if (group.window.bound() < this.calmBelow && !group.states[this.slot]?.attentive) return;
    const { compiled } = this;
    if (!group.states[this.slot]?.attentive && compiled.quiet && !compiled.breaches(group.window.bound())) return;
    this.attend(group, at);
    if (compiled.needsWholeWindow && !compiled.anomaly?.up) return;
    const value = group.window.value("live", current - compiled.panes + 1, current);
    if (value === null || !this.exceeds(group, value)) return;
    this.live(group, this.observation(group, at, (current + 1) * compiled.slideMs, value));
  }

  /** Evaluates, for every group that needs it, the window that ends at this boundary and the one that settles at it. */
  boundary(time: number): void {
    for (const group of this.attentive) {
      this.store.changed?.add(group.member);
      this.evaluateComplete(group, time);
      this.evaluateSettled(group, time);
      this.learn(group, time);
      this.release(group, time);
    }
    this.nextBoundary = this.attentive.size > 0 ? time + this.compiled.slideMs : Number.POSITIVE_INFINITY;
  }

  /** Whether it still needs a group; lets go of alerts that can no longer reopen. */
  keeps(group: Group, time: number): boolean {
    const state = group.states[this.slot];
    if (!state) return false;
    if (state.attentive) return true;
    if (state.track) this.cool(state, state.track, time);
    if (!state.track) group.states[this.slot] = undefined;
    return state.track !== undefined;
  }

  /** Carries out a person's action; false when the alert is no longer here. */
  act(key: GroupKey, alertId: string, action: AlertAction, actor: string, at: number): boolean {
    const group = this.store.find(key);
    const track = group?.states[this.slot]?.track;
    if (!group || !track) return false;
    const alert = findAlert(track, alertId);
    if (!alert) return false;
    act(this.context(group), track, alert, action, actor, at);
    return true;
  }

  holds(key: GroupKey, alertId: string): boolean {
    const track = this.store.find(key)?.states[this.slot]?.track;
    return track !== undefined && findAlert(track, alertId) !== undefined;
  }

  /** Goes on with another definition over the same windows. */
  redefine(compiled: CompiledMetric, at: number): void {
    this.compiled = compiled;
    this.calmBelow = calmBelow(compiled);
    this.store.weigh();
    for (const group of this.store.all()) {
      this.stateOf(group).context = undefined;
      this.attend(group, at);
    }
  }

  /** Closes everything that is open, because the metric itself goes away or changes its windows. */
  closeAll(at: number, cause: string): void {
    for (const group of this.store.all()) {
      const track = group.states[this.slot]?.track;
      if (track) closeOpen(this.context(group), track, at, cause);
    }
  }

  snapshot(): WatcherSnapshot {
    const states: WatcherSnapshot["states"] = [];
    for (const { key, states: all } of this.store.all()) {
      const state = all[this.slot];
      if (state) states.push({ key, attentive: state.attentive, track: state.track, past: state.past });
    }
    return { metric: this.compiled.metric, nextBoundary: this.nextBoundary, states };
  }

  /** To be called when its store has been restored. */
  restore(snapshot: WatcherSnapshot): void {
    for (const { key, attentive, track, past } of snapshot.states) {
      const group = this.store.find(key);
      if (!group) continue;
      this.store.hold(group);
      group.states[this.slot] = { attentive, track, past, context: undefined };
      if (attentive) this.attentive.add(group);
      for (const alert of track ? tracked(track) : []) this.host.opened(alert.id, this, key);
    }
    this.nextBoundary = snapshot.nextBoundary;
  }

  private staysKnown(): boolean {
    const { compiled } = this;
    return compiled.needsWholeWindow || (compiled.aggregate.zeroWhenEmpty && compiled.breaches(0));
  }

  private stateOf(group: Group): WatchState {
    let state = group.states[this.slot];
    if (!state) {
      state = { attentive: false, track: undefined, past: undefined, context: undefined };
      group.states[this.slot] = state;
      this.store.hold(group);
    }
    return state;
  }

  private attend(group: Group, at: number): void {
    const state = this.stateOf(group);
    if (state.attentive) return;
    state.attentive = true;
    this.attentive.add(group);
    if (this.attentive.size > 1) return;
    this.nextBoundary = (Math.floor(at / this.compiled.slideMs) + 1) * this.compiled.slideMs;
    this.host.due(this.nextBoundary, this);
  }

  private evaluateComplete(group: Group, time: number): void {
    const { panes, slideMs, needsWholeWindow } = this.compiled;
    const last = Math.round(time / slideMs) - 1;
    if (needsWholeWindow && last - panes + 1 < this.store.firstPane(group.member)) return;
    const value = group.window.value("live", last - panes + 1, last);
    if (value !== null) return this.live(group, this.observation(group, time, time, value));
    const track = group.states[this.slot]?.track;
    if (track) observeEmpty(this.context(group), track, { at: time, end: time, value });
  }

  private evaluateSettled(group: Group, time: number): void {
    const { panes, latePanes, slideMs, needsWholeWindow } = this.compiled;
    const last = Math.round(time / slideMs) - 1 - latePanes;
    const value = group.window.value("settled", last - panes + 1, last);
    if (needsWholeWindow && last - panes + 1 < this.store.firstPane(group.member)) return;
    const end = (last + 1) * slideMs;
    const state = this.stateOf(group);
    if (value === null) {
      if (state.track) observeSettled(this.context(group), state.track, { at: time, end, value });
      return;
    }
    const seen = this.observation(group, time, end, value);
    if (!state.track && !seen.breach) return;
    state.track ??= newTrack();
    observeSettled(this.context(group), state.track, seen);
  }

  private live(group: Group, seen: Observation): void {
    const state = this.stateOf(group);
    if (!state.track && !seen.breach) return;
    state.track ??= newTrack();
    observeLive(this.context(group), state.track, seen);
  }

  /** Lets a group go that only an event can bring to breach, or that has been silent for so long that it is forgotten. */
  private release(group: Group, time: number): void {
    const { compiled } = this;
    const state = this.stateOf(group);
    if (this.staysKnown()) {
      if (compiled.grouping.fields.length === 0 || time - (this.store.lastPane(group.member) + 1) * compiled.slideMs < KNOWN_MS) return;
      if (state.track) closeOpen(this.context(group), state.track, time, "no events for 24h: the group is no longer watched");
      this.drop(group);
      return;
    }
    if (state.track) {
      if (!isSettled(state.track)) return;
      this.cool(state, state.track, time);
    }
    // The metrics that share the window may still have to read the one that settles now.
    group.window.expire(Math.round(time / compiled.slideMs) - compiled.latePanes - compiled.panes);
    const calm = compiled.quiet ? !compiled.breaches(group.window.bound()) : group.window.size === 0;
    if (!calm) return;
    state.attentive = false;
    this.attentive.delete(group);
    if (state.track) return;
    group.states[this.slot] = undefined;
    this.store.unhold(group);
  }

  private drop(group: Group): void {
    group.states[this.slot] = undefined;
    this.attentive.delete(group);
    this.store.unhold(group);
  }

  private cool(state: WatchState, track: Track, time: number): void {
    forgetCooled(track, time, this.compiled.cooldownMs);
    if (isSettled(track) && track.closed.length === 0) state.track = undefined;
  }

  private observation(group: Group, at: number, end: number, value: number): Observation {
    const breach = this.exceeds(group, value) || this.fallsShort(group, value);
    return { at, end, value, breach, recovered: !breach && this.compiled.recovers(value) };
  }

  /** Beyond the threshold, or above what the past lets expect: even a part of a window can be. */
  private exceeds(group: Group, value: number): boolean {
    const { anomaly, breaches } = this.compiled;
    if (!anomaly) return breaches(value);
    const band = group.states[this.slot]?.past?.band;
    return anomaly.up && band !== undefined && value > band.high;
  }

  private fallsShort(group: Group, value: number): boolean {
    const band = group.states[this.slot]?.past?.band;
    return this.compiled.anomaly?.down === true && band !== undefined && value < band.low;
  }

  /** Windows that follow each other without overlap are the past; after each, the expectation of the next is made. */
  private learn(group: Group, time: number): void {
    const { anomaly, slideMs, panes } = this.compiled;
    const sizeMs = slideMs * panes;
    if (!anomaly || time % sizeMs !== 0) return;
    const last = Math.round(time / slideMs) - 1;
    if (last - panes + 1 < this.store.firstPane(group.member)) return;
    const state = this.stateOf(group);
    state.past ??= { history: newHistory(), band: undefined };
    const value = group.window.value("live", last - panes + 1, last);
    if (value !== null) remember(state.past.history, time, value);
    state.past.band = anomaly.detector.expect(state.past.history, time + sizeMs, anomaly.width, anomaly.noise);
  }

  private unbroken(group: Group, fromEnd: number, toEnd: number): boolean {
    const { compiled } = this;
    for (let end = fromEnd; end < toEnd; end += compiled.slideMs) {
      const last = Math.round(end / compiled.slideMs) - 1;
      const value = group.window.value("settled", last - compiled.panes + 1, last);
      if (value !== null && this.observation(group, end, end, value).recovered) return false;
    }
    return true;
  }

  private context(group: Group): LifecycleContext {
    const state = this.stateOf(group);
    state.context ??= this.createContext(group);
    return state.context;
  }

  private reportAnomaly(group: Group, alert: TrackedAlert, seen: Observation, members: Alert["group"]): void {
    const { metric, slideMs, panes, anomaly } = this.compiled;
    const band = group.states[this.slot]?.past?.band;
    if (!anomaly || !band) return;
    const shown = (value: number) => formatValue(metric, value);
    this.host.emitAnomaly(seen.at, {
      id: alert.id,
      metricId: metric.id,
      group: members,
      at: toIso(seen.at),
      window: { start: toIso(seen.end - slideMs * panes), end: toIso(seen.end) },
      value: seen.value,
      expected: { low: band.low, typical: band.typical, high: band.high },
      score: Math.round((Math.abs(seen.value - band.typical) / band.spread) * 100) / 100,
      channel: anomaly.detector.name,
      historyLength: band.historyLength,
      explanation: `${shown(seen.value)} in ${metric.window.size}; by ${band.basis} (${band.historyLength} values) ${shown(band.low)} to ${shown(band.high)} was expected, typically ${shown(band.typical)}.`,
    });
  }

  private createContext(group: Group): LifecycleContext {
    const { compiled, host } = this;
    const { metric, slideMs, panes, forMs, cooldownMs, worse } = compiled;
    const sizeMs = slideMs * panes;
    const members = compiled.grouping.describe(group.key);
    const name = (end: number) => `${metric.id}|${metric.version}|${canonicalGroup(members)}|${end}`;
    return {
      forMs,
      cooldownMs,
      sizeMs,
      slideMs,
      worse,
      idOf: (end, nth) => host.uuid(nth === 1 ? name(end) : `${name(end)}|${nth}`),
      unbroken: (fromEnd, toEnd) => this.unbroken(group, fromEnd, toEnd),
      open: (id, seen) => {
        const alert = newAlert(id, metric.version, seen, this.stateOf(group).past?.band);
        host.opened(alert.id, this, group.key);
        this.reportAnomaly(group, alert, seen, members);
        return alert;
      },
      evidence: () => this.store.newestEvidence(group),
      emit: (alert, at) => {
        alert.revision++;
        alert.emittedAt = at;
        alert.sentValue = alert.value;
        host.emit(at, toAlert(alert, metric, members, sizeMs));
      },
    };
  }
}

function calmBelow({ quiet, threshold }: CompiledMetric): number {
  return quiet ? threshold : Number.NEGATIVE_INFINITY;
}

function newAlert(id: string, metricVersion: number, seen: Observation, band: Band | undefined): TrackedAlert {
  return {
    id,
    metricVersion,
    revision: 0,
    status: "pending",
    value: seen.value,
    windowEnd: seen.end,
    breachFrom: seen.end,
    unsettledFrom: seen.end,
    startedAt: seen.at,
    lastSeenAt: seen.at,
    resolvedAt: undefined,
    acknowledgedBy: undefined,
    assignedTo: undefined,
    occurrences: 1,
    evidence: [],
    notes: [],
    amended: [],
    fired: false,
    expected: band && { low: band.low, typical: band.typical, high: band.high },
    run: undefined,
    done: false,
    emittedAt: seen.at,
    sentValue: null,
  };
}

function tracked(track: Track): TrackedAlert[] {
  return track.current ? [...track.closed, track.current] : track.closed;
}

function findAlert(track: Track, id: string): TrackedAlert | undefined {
  return tracked(track).find((alert) => alert.id === id);
}
