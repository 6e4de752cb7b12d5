import { type AdditiveKind, AdditiveRows, OLDEST, type PaneListener, SUMS } from "./additive-rows.ts";
import type { PaneSnapshot, PaneWindow, ViewName } from "./pane-window.ts";
import { RowPool } from "./row-pool.ts";

/** Sums over a range of panes; an empty range until it is first asked for. */
interface View {
  from: number;
  to: number;
  readonly sums: [number, number, number];
}

/**
 * The windows of one group over panes that add up. The panes themselves are in the group's row, where an event finds all it
 * needs; this is made for a group that somebody looks at. What has been added since is taken over when it is asked again.
 */
export class AdditiveWindow implements PaneWindow, PaneListener {
  private readonly rows: AdditiveRows;
  private row: number;
  private readonly live: View = { from: 0, to: -1, sums: [0, 0, 0] };
  private readonly settled: View = { from: 0, to: -1, sums: [0, 0, 0] };
  /** The newest pane that the views know of, and what they know of it. */
  private seenPane = Number.NEGATIVE_INFINITY;
  private readonly seen: [number, number, number] = [0, 0, 0];

  constructor(rows: AdditiveRows, row: number) {
    this.rows = rows;
    this.row = row;
  }

  /** A window with a row of its own. */
  static alone(kind: AdditiveKind, snapshot: PaneSnapshot | undefined): AdditiveWindow {
    const rows = new AdditiveRows(kind, new RowPool());
    const row = rows.pool.take(rows.width);
    rows.clear(row);
    if (snapshot) rows.restore(row, snapshot);
    return new AdditiveWindow(rows, row);
  }

  get size(): number {
    let size = 0;
    this.rows.eachFromOldest(this.row, () => ++size > 0);
    return size;
  }

  /** Its row has moved to another place of the pool. */
  moveTo(row: number): void {
    this.row = row;
  }

  add(pane: number, amount: number): void {
    this.rows.add(this.row, pane, amount, this);
  }

  bound(): number {
    return this.rows.bound(this.row);
  }

  value(name: ViewName, from: number, to: number): number | null {
    this.sync();
    const view = name === "live" ? this.live : this.settled;
    if (view.from !== from || view.to !== to) this.move(view, from, to);
    const { sums } = view;
    return this.rows.kind.valueOf(sums[0], sums[1], sums[2]);
  }

  expire(pane: number): void {
    if ((this.rows.pool.numbers[this.row + OLDEST] as number) < pane) this.rows.expire(this.row, pane, this);
  }

  snapshot(): PaneSnapshot {
    return this.rows.snapshot(this.row);
  }

  sync(): void {
    const known = this.seenPane;
    if (known === this.rows.pool.numbers[this.row]) return this.takeOver(known);
    let newest = 0;
    this.rows.eachFromNewest(this.row, (pane, sums) => {
      if (pane < known) return false;
      if (pane === known) this.applySeen(pane);
      this.changed(pane, sums, 1);
      newest ||= sums;
      return pane > known;
    });
    this.seenPane = newest === 0 ? Number.NEGATIVE_INFINITY : (this.rows.pool.numbers[this.row] as number);
    if (newest !== 0) this.see(newest);
  }

  dropping(pane: number, sums: number): void {
    this.changed(pane, sums, -1);
    if (pane === this.seenPane) this.seenPane = Number.NEGATIVE_INFINITY;
  }

  changed(pane: number, sums: number, sign: 1 | -1): void {
    if (pane >= this.live.from && pane <= this.live.to) this.apply(this.live, sums, sign);
    if (pane >= this.settled.from && pane <= this.settled.to) this.apply(this.settled, sums, sign);
  }

  /** What has been added to the newest pane that the views know of. */
  private takeOver(pane: number): void {
    const { numbers } = this.rows.pool;
    const { live, settled, seen } = this;
    for (let j = 0; j < this.rows.kind.stride; j++) {
      const sum = numbers[this.row + SUMS + j] as number;
      const more = sum - (seen[j] as number);
      seen[j] = sum;
      if (pane >= live.from && pane <= live.to) live.sums[j] = (live.sums[j] as number) + more;
      if (pane >= settled.from && pane <= settled.to) settled.sums[j] = (settled.sums[j] as number) + more;
    }
  }

  private see(sums: number): void {
    const { numbers } = this.rows.pool;
    for (let j = 0; j < this.rows.kind.stride; j++) this.seen[j] = numbers[sums + j] as number;
  }

  /** Takes off what the views know of the newest pane. */
  private applySeen(pane: number): void {
    for (const { from, to, sums } of [this.live, this.settled]) {
      if (pane < from || pane > to) continue;
      for (let j = 0; j < this.rows.kind.stride; j++) sums[j] = (sums[j] as number) - (this.seen[j] as number);
    }
  }

  /** Makes the sums of one range those of another, by what leaves and what enters where they overlap. */
  private move(view: View, from: number, to: number): void {
    const { rows, row } = this;
    if (from < view.from || to < view.to || from > view.to) {
      view.sums.fill(0);
      rows.eachFromNewest(row, (pane, sums) => {
        if (pane >= from && pane <= to) this.apply(view, sums, 1);
        return pane >= from;
      });
    } else {
      if (from > view.from) this.leave(view, from);
      if (to > view.to) this.enter(view, to);
    }
    view.from = from;
    view.to = to;
  }

  private leave(view: View, from: number): void {
    this.rows.eachFromOldest(this.row, (pane, sums) => {
      if (pane >= view.from && pane < from) this.apply(view, sums, -1);
      return pane < from;
    });
  }

  private enter(view: View, to: number): void {
    this.rows.eachFromNewest(this.row, (pane, sums) => {
      if (pane > view.to && pane <= to) this.apply(view, sums, 1);
      return pane > view.to;
    });
  }

  private apply(view: View, at: number, sign: 1 | -1): void {
    const { numbers } = this.rows.pool;
    const { sums } = view;
    for (let j = 0; j < this.rows.kind.stride; j++) sums[j] = (sums[j] as number) + sign * (numbers[at + j] as number);
  }
}
