import { eventReference, type StoredEvent } from "../../shared/events.ts";
import { AdditiveWindow, addToNewest, boundOfRow, OLDEST, rowWidth } from "../windows/additive-window.ts";
import type { PaneSnapshot, PaneWindow } from "../windows/pane-window.ts";
import type { RowPool } from "../windows/row-pool.ts";
import type { WindowShape } from "./compile.ts";
import type { GroupKey } from "./group-key.ts";
import type { Member, Selection } from "./selection.ts";
import type { Watcher, WatchState } from "./watcher.ts";

/** Contributing events that an alert cites at most: the newest. */
export const EVIDENCE = 10;
/** Groups a selection may have; events of further ones are not evaluated, which is reported. */
export const MAX_GROUPS = 200_000;
/** The place of a store that has none yet. */
const NOWHERE = -1;

/** One group: its panes, and what each metric that watches them has made of it. */
export interface Group {
  readonly key: GroupKey;
  readonly member: Member;
  readonly window: PaneWindow;
  /** Oldest and newest pane it has had an event in. */
  firstPane: number;
  lastPane: number;
  /** By the watchers' slots; empty while no metric has a reason to look. */
  readonly states: (WatchState | undefined)[];
}

export interface GroupSnapshot {
  readonly key: GroupKey;
  readonly window: PaneSnapshot;
  readonly firstPane: number;
  readonly lastPane: number;
  /** A ring; `evidenceNext` is where the next one goes. */
  readonly evidence: string[];
  readonly evidenceNext: number;
}

/** The windows of all metrics with one selection, key, aggregate and window: filled once, watched by each. */
export class WindowStore {
  readonly shape: WindowShape;
  readonly selection: Selection;
  readonly groups = new Map<GroupKey, Group>();
  /** In the order of their metrics' ids. */
  watchers: readonly Watcher[] = [];
  /** Whether an event was left out because there were {@link MAX_GROUPS} already. */
  overflowed = false;
  /** Groups whose value may have changed since it was last asked for; kept only while somebody wants to know. */
  changed: Set<Group> | undefined;
  /** Where it is among the stores of its selection, and where its numbers begin in the rows of the groups. */
  place = NOWHERE;
  offset = NOWHERE;
  /** How many numbers it keeps of a group: how far the ring of evidence is, and the row of the window. */
  readonly width: number;
  private readonly sampled = new WeakMap<Group, number | null>();
  private nextSlot = 0;
  // What every event needs is kept in the store itself: one thing less to fetch from memory each.
  private readonly pool: RowPool;
  private readonly additive: WindowShape["aggregate"]["additive"];
  private readonly slideMs: number;
  /** Panes before the current one that are still needed. */
  private readonly reach: number;
  /** The time of the last input, and its pane. */
  private at = Number.NaN;
  private current = 0;
  /** No watcher needs to look at a group whose window is bounded by less than this. */
  private calmBelow = Number.POSITIVE_INFINITY;

  constructor(shape: WindowShape, selection: Selection) {
    this.shape = shape;
    this.selection = selection;
    this.pool = selection.pool;
    this.additive = shape.aggregate.additive;
    this.slideMs = shape.slideMs;
    this.reach = shape.latePanes + shape.panes - 1;
    this.width = 1 + (this.additive ? rowWidth(this.additive.kind) : 0);
    selection.join(this);
  }

  /** Gives a watcher its place; returns its slot in the groups' states. */
  join(watcher: Watcher, metricId: string): number {
    this.watchers = [...this.watchers, watcher].sort((a, b) => (idOf(a, watcher, metricId) < idOf(b, watcher, metricId) ? -1 : 1));
    this.weigh();
    return this.nextSlot++;
  }

  leave(watcher: Watcher): void {
    this.watchers = this.watchers.filter((other) => other !== watcher);
    this.weigh();
    for (const group of this.groups.values()) group.states[watcher.slot] = undefined;
    if (this.watchers.length === 0) this.dissolve();
  }

  /** To be called when a watcher has another threshold. */
  weigh(): void {
    this.calmBelow = Math.min(...this.watchers.map((watcher) => watcher.calmBelow));
  }

  /** Takes a selected event of a group. Throws what an aggregate or a watcher throws. */
  take(member: Member, event: StoredEvent, at: number): void {
    if (at !== this.at) {
      this.at = at;
      this.current = Math.floor(at / this.slideMs);
    }
    const pane = Math.floor(event.timestamp / this.slideMs);
    if (!(this.additive ? this.addAmount(member, event, pane) : this.addEvent(member, event, pane))) return;
    this.cite(member, event);
    if (this.isCalm(member)) return;
    const group = member.groups[this.place] as Group;
    const { watchers, current } = this;
    for (let i = 0; i < watchers.length; i++) (watchers[i] as Watcher).touched(group, current, at);
  }

  /** Mostly an event falls into the newest pane of a group that is known: then its numbers are all that is touched. */
  private addAmount(member: Member, event: StoredEvent, pane: number): boolean {
    const { kind, amountOf } = this.additive as NonNullable<WindowShape["aggregate"]["additive"]>;
    const amount = amountOf(event);
    if (Number.isNaN(amount)) return false;
    const row = member.row + this.offset + 1;
    if (!addToNewest(kind, this.pool.numbers, row, pane, amount)) {
      const group = this.groupOf(member, pane);
      if (!group) return false;
      (group.window as AdditiveWindow).add(pane, amount);
      reach(group, pane);
    }
    const oldest = this.current - this.reach;
    if ((this.pool.numbers[row + OLDEST] as number) < oldest) (member.groups[this.place] as Group).window.expire(oldest);
    return true;
  }

  private addEvent(member: Member, event: StoredEvent, pane: number): boolean {
    const known = member.groups[this.place];
    const group = known ?? this.groupOf(member, pane);
    if (!group) return false;
    if (!this.shape.aggregate.record(group.window, pane, event)) {
      if (!known) this.forget(group);
      return false;
    }
    reach(group, pane);
    group.window.expire(this.current - this.reach);
    return true;
  }

  /** Whether no watcher has to look at what an event has made of a group. */
  private isCalm(member: Member): boolean {
    this.changed?.add(member.groups[this.place] as Group);
    if (this.calmBelow === Number.NEGATIVE_INFINITY) return false;
    const bound = this.additive
      ? boundOfRow(this.additive.kind, this.pool.numbers, member.row + this.offset + 1)
      : (member.groups[this.place] as Group).window.bound();
    return bound < this.calmBelow;
  }

  /** The group of a member, made when it has none yet and may have one. */
  private groupOf(member: Member, pane: number): Group | undefined {
    const known = member.groups[this.place];
    if (known) return known;
    if (this.groups.size < MAX_GROUPS) return this.createGroup(member, pane);
    if (!this.overflowed) this.selection.limited(this, this.at);
    this.overflowed = true;
    return undefined;
  }

  /** Keeps the reference of an event. The count goes from 0 to 9 while the ring fills, then round from 10 to 19. */
  private cite(member: Member, event: StoredEvent): void {
    const { numbers } = this.pool;
    const row = member.row + this.offset;
    const count = numbers[row] as number;
    member.evidence[this.place * EVIDENCE + (count < EVIDENCE ? count : count - EVIDENCE)] = eventReference(event);
    numbers[row] = count === 2 * EVIDENCE - 1 ? EVIDENCE : count + 1;
  }

  /** References of the newest events that have contributed to a group, the newest first. */
  newestEvidence({ member }: Group): string[] {
    const { ring, next } = this.evidenceOf(member);
    return [...ring.slice(next), ...ring.slice(0, next)].reverse();
  }

  private evidenceOf(member: Member): { ring: string[]; next: number } {
    const count = this.pool.numbers[member.row + this.offset] as number;
    const from = this.place * EVIDENCE;
    return { ring: member.evidence.slice(from, from + Math.min(count, EVIDENCE)), next: count % EVIDENCE };
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
  ungrouped(firstPane: number): void {
    const member = this.selection.memberOf("");
    if (!member.groups[this.place]) this.createGroup(member, firstPane);
  }

  /** Forgets groups whose windows are empty and that no metric looks at; what it forgets could not have had an effect. */
  sweep(time: number): void {
    const { slideMs, latePanes, panes } = this.shape;
    const oldest = Math.floor(time / slideMs) - latePanes - panes + 1;
    for (const group of this.groups.values()) {
      let watched = false;
      for (const watcher of this.watchers) if (watcher.keeps(group, time)) watched = true;
      if (!watched && group.lastPane < oldest) this.remove(group);
    }
    if (this.groups.size < MAX_GROUPS) this.overflowed = false;
  }

  snapshot(): GroupSnapshot[] {
    return [...this.groups.values()].map(({ key, member, window, firstPane, lastPane }) => {
      const { ring, next } = this.evidenceOf(member);
      return { key, window: window.snapshot(), firstPane, lastPane, evidence: ring, evidenceNext: next };
    });
  }

  restore(groups: readonly GroupSnapshot[]): void {
    for (const { key, window, firstPane, lastPane, evidence, evidenceNext } of groups) {
      const member = this.selection.memberOf(key);
      const group = this.createGroup(member, firstPane, window);
      group.lastPane = lastPane;
      for (let i = 0; i < evidence.length; i++) member.evidence[this.place * EVIDENCE + i] = evidence[i] as string;
      this.pool.numbers[member.row + this.offset] = evidence.length < EVIDENCE ? evidence.length : EVIDENCE + evidenceNext;
    }
  }

  /** Brings the numbers of a member from where they were to its row. */
  move(member: Member, from: number): void {
    const group = member.groups[this.place];
    if (!group) return;
    const row = member.row + this.offset;
    this.pool.numbers.copyWithin(row, from, from + this.width);
    if (group.window instanceof AdditiveWindow) group.window.moveTo(row + 1);
  }

  private createGroup(member: Member, pane: number, snapshot?: PaneSnapshot): Group {
    const row = member.row + this.offset;
    this.pool.numbers[row] = 0;
    const window = this.shape.aggregate.createWindow({ pool: this.pool, at: row + 1 }, snapshot);
    const group: Group = { key: member.key, member, window, firstPane: pane, lastPane: pane, states: [] };
    member.groups[this.place] = group;
    this.groups.set(member.key, group);
    return group;
  }

  private remove(group: Group): void {
    this.forget(group);
    this.selection.release(group.member);
  }

  private forget({ key, member }: Group): void {
    this.groups.delete(key);
    member.groups[this.place] = undefined;
    // What is added to a row without a newest pane has to make its group first.
    if (this.additive) this.pool.numbers[member.row + this.offset + 1] = Number.NaN;
    member.evidence.fill("", this.place * EVIDENCE, (this.place + 1) * EVIDENCE);
  }

  private dissolve(): void {
    for (const group of [...this.groups.values()]) this.remove(group);
    this.selection.leave(this);
  }
}

/** A watcher that is just being made has no metric to ask yet. */
function idOf(watcher: Watcher, joining: Watcher, metricId: string): string {
  return watcher === joining ? metricId : watcher.compiled.metric.id;
}

function reach(group: Group, pane: number): void {
  if (pane < group.firstPane) group.firstPane = pane;
  if (pane > group.lastPane) group.lastPane = pane;
}
