import { eventReference, type StoredEvent } from "../../shared/events.ts";
import { AdditiveRows, NEWEST, OLDEST } from "../windows/additive-rows.ts";
import type { AdditiveWindow } from "../windows/additive-window.ts";
import type { RowPool } from "../windows/row-pool.ts";
import type { CompiledAggregate } from "./aggregates.ts";
import type { WindowShape } from "./compile.ts";
import type { Member } from "./selection.ts";

/** Contributing events that an alert cites at most: the newest. */
export const EVIDENCE = 10;

/*
 * What a store keeps of a group in its row: how far the ring of evidence is, the oldest pane there has been, the bound below which
 * no watcher needs to look, then the window's.
 */
export const CITED = 0;
export const FIRST_PANE = 1;
export const CALM_BELOW = 2;
export const WINDOW = 3;
export const LAST_PANE = WINDOW + NEWEST;

/** What an event did to a group: it had nothing to add; it changed nothing that a watcher looks at, or may have; there is no group yet. */
export type Outcome = "nothing" | "calm" | "notable" | "unknown";

/**
 * How an event fills the panes of stores that add up. It belongs to all stores of an engine that do this alike, at the same place
 * of their rows: with thousands of metrics an event then touches the numbers of its groups and little else.
 */
export class Fill {
  readonly rows: AdditiveRows;
  private readonly pool: RowPool;
  private readonly amountOf: (event: StoredEvent) => number;
  private readonly slideMs: number;
  /** Panes before the current one that are still needed. */
  private readonly before: number;
  private readonly offset: number;
  private readonly place: number;
  /** The time of the last input, and its pane. */
  private at = Number.NaN;
  private current = 0;

  constructor(rows: AdditiveRows, amountOf: (event: StoredEvent) => number, shape: WindowShape, offset: number, place: number) {
    this.rows = rows;
    this.pool = rows.pool;
    this.amountOf = amountOf;
    this.slideMs = shape.slideMs;
    this.before = panesBefore(shape);
    this.offset = offset;
    this.place = place;
  }

  take(member: Member, event: StoredEvent, at: number): Outcome {
    const amount = this.amountOf(event);
    if (Number.isNaN(amount)) return "nothing";
    const { rows } = this;
    const row = member.row + this.offset;
    const first = this.pool.numbers[row + FIRST_PANE] as number;
    if (Number.isNaN(first)) return "unknown";
    const pane = Math.floor(event.timestamp / this.slideMs);
    if (pane < first) this.pool.numbers[row + FIRST_PANE] = pane;
    rows.add(row + WINDOW, pane, amount, this.listenerOf(member));
    const oldest = this.currentAt(at) - this.before;
    const { numbers } = this.pool;
    if ((numbers[row + WINDOW + OLDEST] as number) < oldest) rows.expire(row + WINDOW, oldest, this.listenerOf(member));
    cite(numbers, row, member, this.place, event);
    return rows.bound(row + WINDOW) < (numbers[row + CALM_BELOW] as number) ? "calm" : "notable";
  }

  private currentAt(at: number): number {
    if (at !== this.at) {
      this.at = at;
      this.current = Math.floor(at / this.slideMs);
    }
    return this.current;
  }

  /** Who has to hear of the changes to a group's panes: nobody while nobody looks at it. */
  private listenerOf({ groups }: Member): AdditiveWindow | undefined {
    return groups === undefined ? undefined : (groups[this.place]?.window as AdditiveWindow | undefined);
  }
}

/** The rings of all stores lie turn by turn, because those that take every event go round together. */
export function placeInRing({ evidence }: Member, place: number, turn: number): number {
  return turn * (evidence.length / EVIDENCE) + place;
}

/** Keeps the reference of an event. The count goes from 0 to 9 while the ring fills, then round from 10 to 19. */
export function cite(numbers: Float64Array, row: number, member: Member, place: number, event: StoredEvent): void {
  const count = numbers[row + CITED] as number;
  member.evidence[placeInRing(member, place, count < EVIDENCE ? count : count - EVIDENCE)] = eventReference(event);
  numbers[row + CITED] = count === 2 * EVIDENCE - 1 ? EVIDENCE : count + 1;
}

/** Panes before the current one that are still needed: those of a window, and of the lateness. */
export function panesBefore({ latePanes, panes }: WindowShape): number {
  return latePanes + panes - 1;
}

/** The fills of an engine, equal ones once. */
export class Fills {
  readonly pool: RowPool;
  private readonly made = new Map<CompiledAggregate, { readonly rows: AdditiveRows; readonly fills: Map<string, Fill> }>();

  constructor(pool: RowPool) {
    this.pool = pool;
  }

  /** Undefined for an aggregate whose panes do not add up. */
  rowsOf(aggregate: CompiledAggregate): AdditiveRows | undefined {
    return this.entryOf(aggregate)?.rows;
  }

  fillOf(shape: WindowShape, offset: number, place: number): Fill | undefined {
    const { additive } = shape.aggregate;
    const entry = this.entryOf(shape.aggregate);
    if (!additive || !entry) return undefined;
    const name = `${shape.slideMs} ${panesBefore(shape)} ${offset} ${place}`;
    const fill = entry.fills.get(name) ?? new Fill(entry.rows, additive.amountOf, shape, offset, place);
    entry.fills.set(name, fill);
    return fill;
  }

  private entryOf(aggregate: CompiledAggregate) {
    const { additive } = aggregate;
    if (!additive) return undefined;
    const entry = this.made.get(aggregate) ?? { rows: new AdditiveRows(additive.kind, this.pool), fills: new Map<string, Fill>() };
    this.made.set(aggregate, entry);
    return entry;
  }
}
