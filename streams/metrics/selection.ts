import type { StoredEvent } from "../../shared/events.ts";
import type { AdditiveRows } from "../windows/additive-rows.ts";
import type { RowPool } from "../windows/row-pool.ts";
import type { WindowShape } from "./compile.ts";
import { EVIDENCE, type Fill, type Fills, placeInRing } from "./fill.ts";
import type { GroupKey } from "./group-key.ts";
import type { Group, WindowStore } from "./window-store.ts";

/** What the windows of all metrics that select and group alike have of one group, side by side. */
export interface Member {
  readonly key: GroupKey;
  /** Where its numbers begin in the pool: each store has its own behind the other's. */
  row: number;
  /** References of the newest contributing events, a ring for each store; {@link placeInRing} finds them. */
  evidence: string[];
  /** By the stores' places: the groups that somebody looks at. */
  groups: (Group | undefined)[] | undefined;
}

/** What a selection tells the engine of its stores. */
export interface SelectionHost {
  readonly failed: (store: WindowStore, error: unknown, at: number) => void;
  readonly limited: (store: WindowStore, at: number) => void;
}

/**
 * The metrics that select and group events alike, whatever they make of them: an event is tested, and its group looked up, once
 * for all of them.
 */
export class Selection {
  readonly select: WindowShape["select"];
  readonly pool: RowPool;
  /** In the order in which an event reaches them. */
  private stores: readonly WindowStore[] = [];
  /** Theirs, where their panes add up. */
  private fillOf: readonly (Fill | undefined)[] = [];
  /** Whether somebody wants to know which groups change. */
  private noting = false;
  /** By their places. */
  private placed: readonly WindowStore[] = [];
  private readonly members = new Map<GroupKey, Member>();
  private width = 0;
  private readonly host: SelectionHost;
  private readonly fills: Fills;
  private readonly selects: WindowShape["selects"];
  private readonly keyOf: WindowShape["grouping"]["keyOf"];

  constructor({ select, selects, grouping }: WindowShape, fills: Fills, host: SelectionHost) {
    this.select = select;
    this.selects = selects;
    this.keyOf = grouping.keyOf;
    this.pool = fills.pool;
    this.fills = fills;
    this.host = host;
  }

  get empty(): boolean {
    return this.placed.length === 0;
  }

  /** Takes an event that the selection may concern. What an aggregate or a watcher throws is told to the host. */
  take(event: StoredEvent, at: number): void {
    try {
      if (!this.selects(event)) return;
      this.give(this.keyOf(event), event, at);
    } catch (error) {
      for (const store of [...this.stores]) this.host.failed(store, error, at);
    }
  }

  private give(key: GroupKey, event: StoredEvent, at: number): void {
    const known = this.members.get(key);
    const member = known ?? this.createMember(key);
    const { stores } = this;
    let failures: [WindowStore, unknown][] | undefined;
    for (let i = 0; i < stores.length; i++) {
      try {
        this.serve(i, member, event, at);
      } catch (error) {
        failures ??= [];
        failures.push([stores[i] as WindowStore, error]);
      }
    }
    if (!known) this.release(member);
    // A failure removes its store, which must not happen while the others are being served.
    if (failures) for (const [store, error] of failures) this.host.failed(store, error, at);
  }

  /** The store itself is touched only where there is more to do than to fill its panes. */
  private serve(index: number, member: Member, event: StoredEvent, at: number): void {
    const fill = this.fillOf[index];
    if (!fill) return this.storeAt(index).take(member, event, at);
    let outcome = fill.take(member, event, at);
    if (outcome === "unknown" && this.storeAt(index).admit(member, event.timestamp, at)) outcome = fill.take(member, event, at);
    if (outcome === "notable" || (outcome === "calm" && this.noting)) this.storeAt(index).filled(member, at, outcome);
  }

  private storeAt(index: number): WindowStore {
    return this.stores[index] as WindowStore;
  }

  /** Whether to note which groups change. */
  note(on: boolean): void {
    this.noting = on;
    for (const store of this.placed) store.note(on);
  }

  rowsOf({ aggregate }: WindowShape): AdditiveRows | undefined {
    return this.fills.rowsOf(aggregate);
  }

  /** Tells that a store has as many groups as it may. */
  limited(store: WindowStore, at: number): void {
    this.host.limited(store, at);
  }

  all(): Iterable<Member> {
    return this.members.values();
  }

  find(key: GroupKey): Member | undefined {
    return this.members.get(key);
  }

  memberOf(key: GroupKey): Member {
    return this.members.get(key) ?? this.createMember(key);
  }

  /** Lets a group go that no store has any more. */
  release(member: Member): void {
    for (const store of this.placed) if (store.has(member)) return;
    if (this.members.delete(member.key)) this.pool.giveBack(member.row, this.width);
  }

  join(store: WindowStore): void {
    store.note(this.noting);
    this.arrange([...this.placed, store]);
    this.order([...this.stores, store]);
  }

  leave(store: WindowStore): void {
    this.arrange(this.placed.filter((other) => other !== store));
    this.order(this.stores.filter((other) => other !== store));
  }

  /** Sets the order in which an event reaches the stores. */
  order(stores: readonly WindowStore[]): void {
    this.stores = stores;
    this.fillOf = stores.map(({ shape, offset, place }) => this.fills.fillOf(shape, offset, place));
  }

  private createMember(key: GroupKey): Member {
    const stores = this.placed.length;
    const member: Member = {
      key,
      row: this.pool.take(this.width),
      evidence: new Array<string>(stores * EVIDENCE).fill(""),
      groups: undefined,
    };
    this.members.set(key, member);
    return member;
  }

  /** Gives every store its place, and moves what the groups have there. */
  private arrange(stores: readonly WindowStore[]): void {
    const before = stores.map(({ place, offset }) => ({ place, offset }));
    const oldWidth = this.width;
    this.width = 0;
    stores.forEach((store, place) => {
      store.place = place;
      store.offset = this.width;
      this.width += store.width;
    });
    for (const member of this.members.values()) {
      const old = { ...member };
      member.row = this.pool.take(this.width);
      member.groups = old.groups && before.map(({ place }) => old.groups?.[place]);
      member.evidence = ringsOf(
        old,
        before.map(({ place }) => place),
      );
      stores.forEach((store, index) => {
        const from = before[index];
        if (from && from.place >= 0) store.move(member, old.row + from.offset);
      });
      this.pool.giveBack(old.row, oldWidth);
    }
    this.placed = stores;
  }
}

/** The rings of the stores at these places; empty ones for those that had none. */
function ringsOf(member: Member, places: readonly number[]): string[] {
  const turns = Array.from({ length: EVIDENCE }, (_, turn) => turn);
  return turns.flatMap((turn) => places.map((place) => (place < 0 ? "" : (member.evidence[placeInRing(member, place, turn)] ?? ""))));
}
