import type { Alert, AlertAction } from "../../shared/alerts.ts";
import { eventReference, type StoredEvent } from "../../shared/events.ts";
import type { Metric } from "../../shared/metrics.ts";
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
import { type TrackedAlert, toAlert } from "../alerts/tracked-alert.ts";
import type { PaneSnapshot, PaneWindow } from "../windows/pane-window.ts";
import type { CompiledMetric } from "./compile.ts";
import { canonicalGroup, type GroupKey } from "./group-key.ts";

/** A group that must not go silent stays known this long after its last event. */
const KNOWN_MS = 24 * 3_600_000;
/** Contributing events that an alert cites at most: the newest. */
const EVIDENCE = 10;

/** One group of a metric: its panes and, once it has breached, its alerts. */
interface Group {
  readonly key: GroupKey;
  readonly window: PaneWindow;
  /** Oldest and newest pane it has had an event in. */
  firstPane: number;
  lastPane: number;
  /** References of the newest contributing events, a ring. */
  readonly evidence: string[];
  evidenceNext: number;
  /** Looked at at every slide boundary. */
  attentive: boolean;
  track: Track | undefined;
}

export interface GroupSnapshot {
  readonly key: GroupKey;
  readonly window: PaneSnapshot;
  readonly firstPane: number;
  readonly lastPane: number;
  readonly evidence: string[];
  readonly evidenceNext: number;
  readonly attentive: boolean;
  readonly track: Track | undefined;
}

export interface RunnerSnapshot {
  readonly metric: Metric;
  readonly nextBoundary: number;
  readonly groups: GroupSnapshot[];
}

/** What a runner tells the engine. */
export interface RunnerHost {
  readonly uuid: (name: string) => string;
  readonly emit: (at: number, alert: Alert) => void;
  readonly opened: (alertId: string, runner: MetricRunner, key: GroupKey) => void;
}

/** Runs one metric: keeps its groups' windows and drives their alerts. Never reads a clock; every call brings its time. */
export class MetricRunner {
  compiled: CompiledMetric;
  /** The next slide boundary at which the attentive groups are due, epoch ms. */
  nextBoundary = Number.POSITIVE_INFINITY;
  private readonly host: RunnerHost;
  private readonly groups = new Map<GroupKey, Group>();
  private readonly attentive = new Set<Group>();

  constructor(compiled: CompiledMetric, host: RunnerHost) {
    this.compiled = compiled;
    this.host = host;
  }

  get groupCount(): number {
    return this.groups.size;
  }

  get select(): CompiledMetric["select"] {
    return this.compiled.select;
  }

  /** An ungrouped metric that must not go silent is watched from now on, before any event. */
  begin(at: number): void {
    if (!this.staysKnown() || this.compiled.grouping.fields.length > 0) return;
    const pane = Math.floor(at / this.compiled.slideMs) + 1;
    const group = this.createGroup("", pane);
    this.groups.set("", group);
    this.attend(group, at);
  }

  /** Takes an event that its selection may concern. */
  take(event: StoredEvent, at: number): void {
    const { compiled } = this;
    if (!compiled.selects(event)) return;
    const key = compiled.grouping.keyOf(event);
    const pane = Math.floor(event.timestamp / compiled.slideMs);
    const known = this.groups.get(key);
    const group = known ?? this.createGroup(key, pane);
    if (!compiled.aggregate.record(group.window, pane, event)) return;
    if (!known) this.groups.set(key, group);
    remember(group, pane, event);
    const current = Math.floor(at / compiled.slideMs);
    group.window.expire(current - compiled.latePanes - compiled.panes + 1);
    if (!group.attentive && compiled.quiet && !compiled.breaches(group.window.bound())) return;
    this.attend(group, at);
    this.evaluateNow(group, current, at);
  }

  /** Evaluates, for every group that needs it, the window that ends at this boundary and the one that settles at it. */
  boundary(time: number): void {
    for (const group of this.attentive) {
      this.evaluateComplete(group, time);
      this.evaluateSettled(group, time);
      this.release(group, time);
    }
    this.nextBoundary = this.attentive.size > 0 ? time + this.compiled.slideMs : Number.POSITIVE_INFINITY;
  }

  /** Forgets groups whose windows are empty; what it forgets could not have had an effect. */
  sweep(time: number): void {
    const { slideMs, latePanes, panes, cooldownMs } = this.compiled;
    const oldest = Math.floor(time / slideMs) - latePanes - panes + 1;
    for (const group of this.groups.values()) {
      if (group.attentive) continue;
      if (group.track) this.cool(group, group.track, time, cooldownMs);
      if (group.lastPane < oldest && !group.track) this.groups.delete(group.key);
    }
  }

  /** Carries out a person's action; false when the alert is no longer here. */
  act(key: GroupKey, alertId: string, action: AlertAction, actor: string, at: number): boolean {
    const group = this.groups.get(key);
    const track = group?.track;
    if (!group || !track) return false;
    const alert = findAlert(track, alertId);
    if (!alert) return false;
    act(this.context(group), track, alert, action, actor, at);
    return true;
  }

  holds(key: GroupKey, alertId: string): boolean {
    const track = this.groups.get(key)?.track;
    return track !== undefined && findAlert(track, alertId) !== undefined;
  }

  /** Goes on with another definition over the same windows. */
  redefine(compiled: CompiledMetric, at: number): void {
    this.compiled = compiled;
    for (const group of this.groups.values()) this.attend(group, at);
  }

  /** Closes everything that is open, because the metric itself goes away or changes its windows. */
  closeAll(at: number, cause: string): void {
    for (const group of this.groups.values()) {
      if (group.track) closeOpen(this.context(group), group.track, at, cause);
    }
  }

  snapshot(): RunnerSnapshot {
    const groups = [...this.groups.values()].map((group) => ({ ...group, window: group.window.snapshot() }));
    return { metric: this.compiled.metric, nextBoundary: this.nextBoundary, groups };
  }

  restore(snapshot: RunnerSnapshot): void {
    for (const saved of snapshot.groups) {
      const group: Group = { ...saved, window: this.compiled.aggregate.createWindow(saved.window) };
      this.groups.set(group.key, group);
      if (group.attentive) this.attentive.add(group);
      for (const alert of group.track ? tracked(group.track) : []) this.host.opened(alert.id, this, group.key);
    }
    this.nextBoundary = snapshot.nextBoundary;
  }

  private createGroup(key: GroupKey, pane: number): Group {
    return {
      key,
      window: this.compiled.aggregate.createWindow(),
      firstPane: pane,
      lastPane: pane,
      evidence: [],
      evidenceNext: 0,
      attentive: false,
      track: undefined,
    };
  }

  private staysKnown(): boolean {
    const { compiled } = this;
    return compiled.needsWholeWindow || (compiled.aggregate.zeroWhenEmpty && compiled.breaches(0));
  }

  private attend(group: Group, at: number): void {
    if (group.attentive) return;
    group.attentive = true;
    this.attentive.add(group);
    if (this.attentive.size === 1) this.nextBoundary = (Math.floor(at / this.compiled.slideMs) + 1) * this.compiled.slideMs;
  }

  private evaluateNow(group: Group, current: number, at: number): void {
    const { compiled } = this;
    const value = group.window.value("live", current - compiled.panes + 1, current);
    if (value === null) return;
    const breach = compiled.breaches(value);
    if (compiled.needsWholeWindow && breach) return;
    this.live(group, this.observation(at, (current + 1) * compiled.slideMs, value, breach));
  }

  private evaluateComplete(group: Group, time: number): void {
    const { panes, slideMs, needsWholeWindow, breaches } = this.compiled;
    const last = Math.round(time / slideMs) - 1;
    if (needsWholeWindow && last - panes + 1 < group.firstPane) return;
    const value = group.window.value("live", last - panes + 1, last);
    if (value !== null) this.live(group, this.observation(time, time, value, breaches(value)));
    else if (group.track) observeEmpty(this.context(group), group.track, { at: time, end: time, value });
  }

  private evaluateSettled(group: Group, time: number): void {
    const { panes, latePanes, slideMs, needsWholeWindow, breaches } = this.compiled;
    const last = Math.round(time / slideMs) - 1 - latePanes;
    const value = group.window.value("settled", last - panes + 1, last);
    group.window.expire(last - panes + 2);
    if (needsWholeWindow && last - panes + 1 < group.firstPane) return;
    const end = (last + 1) * slideMs;
    if (value === null) {
      if (group.track) observeSettled(this.context(group), group.track, { at: time, end, value });
      return;
    }
    const seen = this.observation(time, end, value, breaches(value));
    if (!group.track && !seen.breach) return;
    group.track ??= newTrack();
    observeSettled(this.context(group), group.track, seen);
  }

  private live(group: Group, seen: Observation): void {
    if (!group.track && !seen.breach) return;
    group.track ??= newTrack();
    observeLive(this.context(group), group.track, seen);
  }

  /** Lets a group go that only an event can bring to breach, or that has been silent for so long that it is forgotten. */
  private release(group: Group, time: number): void {
    const { compiled } = this;
    if (this.staysKnown()) {
      if (compiled.grouping.fields.length === 0 || time - (group.lastPane + 1) * compiled.slideMs < KNOWN_MS) return;
      if (group.track) closeOpen(this.context(group), group.track, time, "no events for 24h: the group is no longer watched");
      this.drop(group);
      this.groups.delete(group.key);
      return;
    }
    if (group.track) {
      if (!isSettled(group.track)) return;
      this.cool(group, group.track, time, compiled.cooldownMs);
    }
    const calm = compiled.quiet ? !compiled.breaches(group.window.bound()) : group.window.size === 0;
    if (calm) this.drop(group);
  }

  private drop(group: Group): void {
    group.attentive = false;
    this.attentive.delete(group);
  }

  private cool(group: Group, track: Track, time: number, cooldownMs: number): void {
    forgetCooled(track, time, cooldownMs);
    if (isSettled(track) && track.closed.length === 0) group.track = undefined;
  }

  private unbroken(group: Group, fromEnd: number, toEnd: number): boolean {
    const { compiled } = this;
    for (let end = fromEnd; end < toEnd; end += compiled.slideMs) {
      const last = Math.round(end / compiled.slideMs) - 1;
      const value = group.window.value("settled", last - compiled.panes + 1, last);
      if (value !== null && !compiled.breaches(value) && compiled.recovers(value)) return false;
    }
    return true;
  }

  private observation(at: number, end: number, value: number, breach: boolean): Observation {
    return { at, end, value, breach, recovered: !breach && this.compiled.recovers(value) };
  }

  private context(group: Group): LifecycleContext {
    const { compiled, host } = this;
    const { metric, slideMs, panes, forMs, cooldownMs, worse } = compiled;
    const sizeMs = slideMs * panes;
    const describe = () => compiled.grouping.describe(group.key);
    const name = (end: number) => `${metric.id}|${metric.version}|${canonicalGroup(describe())}|${end}`;
    return {
      forMs,
      cooldownMs,
      sizeMs,
      slideMs,
      worse,
      idOf: (end, nth) => host.uuid(nth === 1 ? name(end) : `${name(end)}|${nth}`),
      unbroken: (fromEnd, toEnd) => this.unbroken(group, fromEnd, toEnd),
      open: (id, seen) => {
        const alert = newAlert(id, metric.version, seen);
        host.opened(alert.id, this, group.key);
        return alert;
      },
      evidence: () => newestFirst(group),
      emit: (alert, at) => {
        alert.revision++;
        alert.emittedAt = at;
        host.emit(at, toAlert(alert, metric, describe(), sizeMs));
      },
    };
  }
}

function newAlert(id: string, metricVersion: number, seen: Observation): TrackedAlert {
  return {
    id,
    metricVersion,
    revision: 0,
    status: "pending",
    value: seen.value,
    windowEnd: seen.end,
    breachFrom: seen.end,
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
    run: undefined,
    done: false,
    emittedAt: seen.at,
  };
}

function remember(group: Group, pane: number, event: StoredEvent): void {
  if (pane < group.firstPane) group.firstPane = pane;
  if (pane > group.lastPane) group.lastPane = pane;
  const reference = eventReference(event);
  if (group.evidence.length < EVIDENCE) group.evidence.push(reference);
  else group.evidence[group.evidenceNext] = reference;
  group.evidenceNext = (group.evidenceNext + 1) % EVIDENCE;
}

function newestFirst(group: Group): string[] {
  const { evidence, evidenceNext } = group;
  if (evidence.length < EVIDENCE) return evidence.slice().reverse();
  return [...evidence.slice(evidenceNext), ...evidence.slice(0, evidenceNext)].reverse();
}

function tracked(track: Track): TrackedAlert[] {
  return track.current ? [...track.closed, track.current] : track.closed;
}

function findAlert(track: Track, id: string): TrackedAlert | undefined {
  return tracked(track).find((alert) => alert.id === id);
}
