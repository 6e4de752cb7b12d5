import { eventReference, type StoredEvent } from "../../shared/events.ts";
import type { PaneSnapshot, PaneWindow } from "../windows/pane-window.ts";
import type { WindowShape } from "./compile.ts";
import type { GroupKey } from "./group-key.ts";
import type { Watcher, WatchState } from "./watcher.ts";

/** Contributing events that an alert cites at most: the newest. */
const EVIDENCE = 10;
/** Groups a selection may have; events of further ones are not evaluated, which is reported. */
export const MAX_GROUPS = 200_000;

/** One group: its panes, and what each metric that watches them has made of it. */
export interface Group {
  readonly key: GroupKey;
  readonly window: PaneWindow;
  /** Oldest and newest pane it has had an event in. */
  firstPane: number;
  lastPane: number;
  /** References of the newest contributing events, a ring. */
  readonly evidence: string[];
  evidenceNext: number;
  /** By the watchers' slots; empty while no metric has a reason to look. */
  readonly states: (WatchState | undefined)[];
}

export interface GroupSnapshot {
  readonly key: GroupKey;
  readonly window: PaneSnapshot;
  readonly firstPane: number;
  readonly lastPane: number;
  readonly evidence: string[];
  readonly evidenceNext: number;
}

/** The windows of all metrics with one selection, key, aggregate and window: filled once, watched by each. */
export class WindowStore {
  readonly shape: WindowShape;
  readonly groups = new Map<GroupKey, Group>();
  /** In the order of their metrics' ids. */
  watchers: readonly Watcher[] = [];
  /** Whether an event was left out because there were {@link MAX_GROUPS} already. */
  overflowed = false;
  /** Groups whose value may have changed since it was last asked for; kept only while somebody wants to know. */
  changed: Set<Group> | undefined;
  private readonly sampled = new WeakMap<Group, number | null>();
  private nextSlot = 0;
  // What every event needs is kept in the store itself: one thing less to fetch from memory each.
  private readonly selects: WindowShape["selects"];
  private readonly keyOf: WindowShape["grouping"]["keyOf"];
  private readonly record: WindowShape["aggregate"]["record"];
  private readonly slideMs: number;
  /** Panes before the current one that are still needed. */
  private readonly reach: number;

  constructor(shape: WindowShape) {
    this.shape = shape;
    this.selects = shape.selects;
    this.keyOf = shape.grouping.keyOf;
    this.record = shape.aggregate.record;
    this.slideMs = shape.slideMs;
    this.reach = shape.latePanes + shape.panes - 1;
  }

  get select(): WindowShape["select"] {
    return this.shape.select;
  }

  /** Gives a watcher its place; returns its slot in the groups' states. */
  join(watcher: Watcher, metricId: string): number {
    this.watchers = [...this.watchers, watcher].sort((a, b) => (idOf(a, watcher, metricId) < idOf(b, watcher, metricId) ? -1 : 1));
    return this.nextSlot++;
  }

  leave(watcher: Watcher): void {
    this.watchers = this.watchers.filter((other) => other !== watcher);
    for (const group of this.groups.values()) group.states[watcher.slot] = undefined;
  }

  /** Takes an event that the selection may concern. Throws what an aggregate or a watcher throws. */
  take(event: StoredEvent, at: number): void {
    const { selects, keyOf, record, slideMs } = this;
    if (!selects(event)) return;
    const key = keyOf(event);
    const pane = Math.floor(event.timestamp / slideMs);
    const known = this.groups.get(key);
    if (!known && this.groups.size >= MAX_GROUPS) {
      this.overflowed = true;
      return;
    }
    const group = known ?? this.createGroup(key, pane);
    if (!record(group.window, pane, event)) return;
    if (!known) this.groups.set(key, group);
    remember(group, pane, event);
    const current = Math.floor(at / slideMs);
    group.window.expire(current - this.reach);
    this.changed?.add(group);
    const { watchers } = this;
    for (let i = 0; i < watchers.length; i++) (watchers[i] as Watcher).touched(group, current, at);
  }

  /** The value of a group's window that ends with the pane of `at`. */
  valueAt(group: Group, at: number): number | null {
    const current = Math.floor(at / this.shape.slideMs);
    return group.window.value("live", current - this.shape.panes + 1, current);
  }

  /** The changed groups with their values, and starts anew. `change` is relative to the larger of the two values. */
  takeChanged(at: number): { group: Group; value: number | null; change: number }[] {
    const taken = [...(this.changed ?? [])].map((group) => {
      const value = this.valueAt(group, at);
      const before = this.sampled.get(group) ?? 0;
      this.sampled.set(group, value);
      const change = Math.abs((value ?? 0) - before) / Math.max(Math.abs(value ?? 0), Math.abs(before), Number.MIN_VALUE);
      return { group, value, change };
    });
    this.changed?.clear();
    return taken.filter(({ change }) => change > 0);
  }

  /** The group of an ungrouped selection, there before any event. */
  ungrouped(firstPane: number): Group {
    let group = this.groups.get("");
    if (!group) {
      group = this.createGroup("", firstPane);
      this.groups.set("", group);
    }
    return group;
  }

  /** Forgets groups whose windows are empty and that no metric looks at; what it forgets could not have had an effect. */
  sweep(time: number): void {
    const { slideMs, latePanes, panes } = this.shape;
    const oldest = Math.floor(time / slideMs) - latePanes - panes + 1;
    for (const group of this.groups.values()) {
      let watched = false;
      for (const watcher of this.watchers) if (watcher.keeps(group, time)) watched = true;
      if (!watched && group.lastPane < oldest) this.groups.delete(group.key);
    }
    if (this.groups.size < MAX_GROUPS) this.overflowed = false;
  }

  snapshot(): GroupSnapshot[] {
    return [...this.groups.values()].map(({ states: _, ...group }) => ({ ...group, window: group.window.snapshot() }));
  }

  restore(groups: readonly GroupSnapshot[]): void {
    for (const saved of groups) {
      this.groups.set(saved.key, { ...saved, window: this.shape.aggregate.createWindow(saved.window), states: [] });
    }
  }

  private createGroup(key: GroupKey, pane: number): Group {
    const window = this.shape.aggregate.createWindow();
    return { key, window, firstPane: pane, lastPane: pane, evidence: [], evidenceNext: 0, states: [] };
  }
}

/** A watcher that is just being made has no metric to ask yet. */
function idOf(watcher: Watcher, joining: Watcher, metricId: string): string {
  return watcher === joining ? metricId : watcher.compiled.metric.id;
}

function remember(group: Group, pane: number, event: StoredEvent): void {
  if (pane < group.firstPane) group.firstPane = pane;
  if (pane > group.lastPane) group.lastPane = pane;
  const reference = eventReference(event);
  if (group.evidence.length < EVIDENCE) group.evidence.push(reference);
  else group.evidence[group.evidenceNext] = reference;
  group.evidenceNext = (group.evidenceNext + 1) % EVIDENCE;
}

export function newestEvidence(group: Group): string[] {
  const { evidence, evidenceNext } = group;
  if (evidence.length < EVIDENCE) return evidence.slice().reverse();
  return [...evidence.slice(evidenceNext), ...evidence.slice(0, evidenceNext)].reverse();
}
