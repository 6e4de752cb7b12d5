import type { StoredEvent } from "../../shared/events.ts";
import type { AdditiveRows } from "../windows/additive-rows.ts";
import { AdditiveWindow } from "../windows/additive-window.ts";
import type { PaneSnapshot, PaneWindow } from "../windows/pane-window.ts";
import type { RowPool } from "../windows/row-pool.ts";
import type { WindowShape } from "./compile.ts";
import { CALM_BELOW, CITED, cite, EVIDENCE, FIRST_PANE, LAST_PANE, type Outcome, panesBefore, placeInRing, WINDOW } from "./fill.ts";
import type { GroupKey } from "./group-key.ts";
import type { Member, Selection } from "./selection.ts";
import type { Watcher, WatchState } from "./watcher.ts";

/** Groups a selection may have; events of further ones are not evaluated, which is reported. */
export const MAX_GROUPS = 200_000;
/** The place of a store that has none yet. */
const NOWHERE = -1;

/** A group that somebody looks at: its panes, and what each metric that watches them has made of it. */
export interface Group {
  readonly key: GroupKey;
  readonly member: Member;
  readonly window: PaneWindow;
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
  /** How many groups there are. */
  size = 0;
  /** In the order of their metrics' ids. */
  watchers: readonly Watcher[] = [];
  /** Whether an event was left out because there were {@link MAX_GROUPS} already. */
  overflowed = false;
  /** Groups whose value may have changed since it was last asked for; kept only while somebody wants to know. */
  changed: Set<Member> | undefined;
  /** Where it is among the stores of its selection, and where its numbers begin in the rows of the groups. */
  place = NOWHERE;
  offset = NOWHERE;
  /** How many numbers it keeps of a group. */
  readonly width: number;
  private readonly sampled = new WeakMap<Member, number | null>();
  private nextSlot = 0;
  private readonly pool: RowPool;
  /** Where panes add up: the panes of all groups, which the selection's {@link Fill} fills. */
  private readonly rows: AdditiveRows | undefined;
  /** No watcher needs to look at a group whose window is bounded by less than this. */
  private calmBelow = Number.POSITIVE_INFINITY;

  constructor(shape: WindowShape, selection: Selection) {
    this.shape = shape;
    this.selection = selection;
    this.pool = selection.pool;
    this.rows = selection.rowsOf(shape);
    this.width = WINDOW + (this.rows?.width ?? 1);
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
    for (const group of this.watched()) group.states[watcher.slot] = undefined;
    if (this.watchers.length === 0) this.dissolve();
  }

  /** To be called when a watcher has another threshold. */
  weigh(): void {
    this.calmBelow = Math.min(...this.watchers.map((watcher) => watcher.calmBelow));
    for (const member of this.selection.all()) if (this.has(member)) this.pool.numbers[this.rowOf(member) + CALM_BELOW] = this.calmBelow;
  }

  /** Whether to note which groups change. */
  note(on: boolean): void {
    this.changed = on ? (this.changed ?? new Set()) : undefined;
  }

  /** Takes an event into panes that do not add up. Throws what an aggregate or a watcher throws. */
  take(member: Member, event: StoredEvent, at: number): void {
    const pane = Math.floor(event.timestamp / this.shape.slideMs);
    const known = member.groups?.[this.place]?.window;
    const window = known ?? this.newWindow(at);
    if (!window || !this.shape.aggregate.record(window, pane, event)) return;
    if (!known) this.keep(member, pane, window);
    this.reach(member, pane);
    window.expire(Math.floor(at / this.shape.slideMs) - panesBefore(this.shape));
    cite(this.pool.numbers, this.rowOf(member), member, this.place, event);
    this.filled(member, at, window.bound() < this.calmBelow ? "calm" : "notable");
  }

  /** Has the watchers look at what an event has made of a group. */
  filled(member: Member, at: number, outcome: Outcome): void {
    this.changed?.add(member);
    if (outcome !== "notable") return;
    const group = this.groupOf(member);
    const current = Math.floor(at / this.shape.slideMs);
    const { watchers } = this;
    for (let i = 0; i < watchers.length; i++) (watchers[i] as Watcher).touched(group, current, at);
  }

  /** Makes a group whose first event fell at `timestamp`, unless there are as many as there may be. */
  admit(member: Member, timestamp: number, at: number): boolean {
    const admitted = this.admits(at);
    if (admitted) this.begin(member, Math.floor(timestamp / this.shape.slideMs));
    return admitted;
  }

  private newWindow(at: number): PaneWindow | undefined {
    return this.admits(at) ? this.shape.aggregate.createWindow() : undefined;
  }

  private reach(member: Member, pane: number): void {
    const { numbers } = this.pool;
    const row = this.rowOf(member);
    if (pane < (numbers[row + FIRST_PANE] as number)) numbers[row + FIRST_PANE] = pane;
    if (pane > (numbers[row + LAST_PANE] as number)) numbers[row + LAST_PANE] = pane;
  }

  /** Where what it keeps of a group begins. */
  private rowOf(member: Member): number {
    return member.row + this.offset;
  }

  /** Whether there may be one more group. */
  private admits(at: number): boolean {
    if (this.size < MAX_GROUPS) return true;
    if (!this.overflowed) this.selection.limited(this, at);
    this.overflowed = true;
    return false;
  }

  /** Whether it has had an event of a group. */
  has(member: Member): boolean {
    return !Number.isNaN(this.pool.numbers[this.rowOf(member) + FIRST_PANE]);
  }

  /** The oldest pane that a group has had an event in. */
  firstPane(member: Member): number {
    return this.pool.numbers[this.rowOf(member) + FIRST_PANE] as number;
  }

  lastPane(member: Member): number {
    return this.pool.numbers[this.rowOf(member) + LAST_PANE] as number;
  }

  /** The group of a member that {@link has} one; it is made anew each time while it is not kept. */
  groupOf(member: Member): Group {
    const kept = member.groups?.[this.place];
    if (kept) return kept;
    if (!this.rows) throw new Error("a window of its own is always kept");
    return { key: member.key, member, window: new AdditiveWindow(this.rows, this.rowOf(member) + WINDOW), states: [] };
  }

  find(key: GroupKey): Group | undefined {
    const member = this.selection.find(key);
    return member && this.has(member) ? this.groupOf(member) : undefined;
  }

  *all(): Generator<Group> {
    for (const member of this.selection.all()) if (this.has(member)) yield this.groupOf(member);
  }

  /** Keeps a group, because somebody has begun to look at it. */
  hold(group: Group): void {
    const { member } = group;
    member.groups ??= [];
    member.groups[this.place] = group;
  }

  /** Lets go of a group that nobody looks at any more; its panes stay. */
  unhold(group: Group): void {
    if (!this.rows) return;
    for (const state of group.states) if (state) return;
    if (group.member.groups) group.member.groups[this.place] = undefined;
  }

  /** References of the newest events that have contributed to a group, the newest first. */
  newestEvidence({ member }: Group): string[] {
    const { ring, next } = this.evidenceOf(member);
    return [...ring.slice(next), ...ring.slice(0, next)].reverse();
  }

  private evidenceOf(member: Member): { ring: string[]; next: number } {
    const count = this.pool.numbers[this.rowOf(member) + CITED] as number;
    const ring = Array.from({ length: Math.min(count, EVIDENCE) }, (_, turn) => member.evidence[this.ringPlace(member, turn)] ?? "");
    return { ring, next: count % EVIDENCE };
  }

  private ringPlace(member: Member, turn: number): number {
    return placeInRing(member, this.place, turn);
  }

  /** The value of a group's window that ends with the pane of `at`. */
  valueAt(group: Group, at: number): number | null {
    const current = Math.floor(at / this.shape.slideMs);
    return group.window.value("live", current - this.shape.panes + 1, current);
  }

  /** The changed groups with their values, and starts anew. `change` is relative to the larger of the two values. */
  takeChanged(at: number): { key: GroupKey; value: number | null; change: number }[] {
    const taken = [...(this.changed ?? [])]
      .filter((member) => this.has(member))
      .map((member) => {
        const value = this.valueAt(this.groupOf(member), at);
        const before = this.sampled.get(member) ?? 0;
        this.sampled.set(member, value);
        const change = Math.abs((value ?? 0) - before) / Math.max(Math.abs(value ?? 0), Math.abs(before), Number.MIN_VALUE);
        return { key: member.key, value, change };
      });
    this.changed?.clear();
    return taken.filter(({ change }) => change > 0);
  }

  /** The group of an ungrouped selection, there before any event. */
  ungrouped(firstPane: number): void {
    const member = this.selection.memberOf("");
    if (this.has(member)) return;
    if (this.rows) this.begin(member, firstPane);
    else this.keep(member, firstPane, this.shape.aggregate.createWindow());
  }

  /** Forgets groups whose windows are empty and that no metric looks at; what it forgets could not have had an effect. */
  sweep(time: number): void {
    const { slideMs, latePanes, panes } = this.shape;
    const oldest = Math.floor(time / slideMs) - latePanes - panes + 1;
    for (const member of this.selection.all()) {
      const group = member.groups?.[this.place];
      let watched = false;
      if (group) for (const watcher of this.watchers) if (watcher.keeps(group, time)) watched = true;
      if (!watched && this.lastPane(member) < oldest) this.remove(member);
    }
    if (this.size < MAX_GROUPS) this.overflowed = false;
  }

  snapshot(): GroupSnapshot[] {
    return [...this.all()].map(({ key, member, window }) => {
      const { ring, next } = this.evidenceOf(member);
      const [firstPane, lastPane] = [this.firstPane(member), this.lastPane(member)];
      return { key, window: window.snapshot(), firstPane, lastPane, evidence: ring, evidenceNext: next };
    });
  }

  restore(groups: readonly GroupSnapshot[]): void {
    for (const { key, window, firstPane, lastPane, evidence, evidenceNext } of groups) {
      const member = this.selection.memberOf(key);
      const row = this.rowOf(member);
      if (this.rows) {
        this.begin(member, firstPane);
        this.rows.restore(row + WINDOW, window);
      } else this.keep(member, firstPane, this.shape.aggregate.createWindow(window));
      this.pool.numbers[row + LAST_PANE] = lastPane;
      for (let i = 0; i < evidence.length; i++) member.evidence[this.ringPlace(member, i)] = evidence[i] as string;
      this.pool.numbers[row + CITED] = evidence.length < EVIDENCE ? evidence.length : EVIDENCE + evidenceNext;
    }
  }

  /** Brings the numbers of a member from where they were to its row. */
  move(member: Member, from: number): void {
    const row = this.rowOf(member);
    this.pool.numbers.copyWithin(row, from, from + this.width);
    const window = member.groups?.[this.place]?.window;
    if (window instanceof AdditiveWindow) window.moveTo(row + WINDOW);
  }

  private *watched(): Generator<Group> {
    for (const { groups } of this.selection.all()) {
      const group = groups?.[this.place];
      if (group) yield group;
    }
  }

  /** Makes a group without events. */
  private begin(member: Member, pane: number): void {
    const row = this.rowOf(member);
    const { numbers } = this.pool;
    numbers[row + CITED] = 0;
    numbers[row + FIRST_PANE] = pane;
    numbers[row + LAST_PANE] = pane;
    numbers[row + CALM_BELOW] = this.calmBelow;
    this.rows?.clear(row + WINDOW);
    this.size++;
  }

  private keep(member: Member, pane: number, window: PaneWindow): void {
    this.begin(member, pane);
    this.hold({ key: member.key, member, window, states: [] });
  }

  private remove(member: Member): void {
    const row = this.rowOf(member);
    this.rows?.free(row + WINDOW);
    this.pool.numbers.fill(Number.NaN, row, row + this.width);
    if (member.groups) member.groups[this.place] = undefined;
    for (let i = 0; i < EVIDENCE; i++) member.evidence[this.ringPlace(member, i)] = "";
    this.size--;
    this.selection.release(member);
  }

  private dissolve(): void {
    for (const member of this.selection.all()) if (this.has(member)) this.remove(member);
    this.selection.leave(this);
  }
}

/** A watcher that is just being made has no metric to ask yet. */
function idOf(watcher: Watcher, joining: Watcher, metricId: string): string {
  return watcher === joining ? metricId : watcher.compiled.metric.id;
}
