import { NewestPanes } from "./newest-panes.ts";
import { COMPACT_AT, lowerBound, type PaneSnapshot, type PaneWindow, type ViewName } from "./pane-window.ts";

/** A mergeable summary of the values of one pane. */
export interface Sketch<V> {
  add(value: V): void;
  merge(other: this): void;
  copy(): this;
  snapshot(): unknown;
}

/** How a window makes and reads its sketches. */
export interface SketchKind<V, S extends Sketch<V>> {
  readonly create: (snapshot?: unknown) => S;
  readonly valueOf: (sketch: S) => number | null;
  /** What one pane can add to the window's value at most; absent where no such bound exists. */
  readonly boundOf?: (sketch: S) => number;
  /** The values of a sketch that still knows them all: that many there are at most, were they the same in several panes. */
  readonly valuesOf?: (sketch: S) => Iterable<V> | undefined;
  /** Instead: what no window's value is above while no value is. */
  readonly boundOfLargest?: (largest: number) => number;
}

/**
 * A view over a run of panes as two stacks: `front[i]` merges the panes from the i-th of the front up to `middle`, `back`
 * merges those behind it, and `whole` is both. A pane that leaves drops off the front; when the front is used up, what
 * lies behind becomes the next one, so a view that moves on by one pane merges twice on average, however long it is.
 */
interface View<S> {
  from: number;
  to: number;
  /** First pane that is not in the front. */
  middle: number;
  frontPanes: number[];
  front: S[];
  back: S;
  whole: S;
}

/** Panes that hold sketches: their values merge, but do not come apart again. */
export class SketchWindow<V, S extends Sketch<V>> implements PaneWindow {
  private readonly kind: SketchKind<V, S>;
  private readonly panes: number[];
  private readonly sketches: S[];
  private head = 0;
  private live: View<S> | undefined;
  private settled: View<S> | undefined;
  private bounds = 0;
  /** The largest value of each pane and of all; only where there are values to compare. */
  private readonly peaks: number[];
  private peak = Number.NEGATIVE_INFINITY;
  /** Where the value is the number of different values. */
  private readonly newest: NewestPanes<V> | undefined;

  constructor(kind: SketchKind<V, S>, snapshot?: PaneSnapshot) {
    this.kind = kind;
    this.panes = snapshot ? snapshot.panes.slice() : [];
    this.sketches = (snapshot?.sketches ?? []).map((saved) => kind.create(saved));
    this.peaks = snapshot ? snapshot.slots.slice() : [];
    this.peak = Math.max(...this.peaks);
    this.newest = kind.valuesOf && new NewestPanes();
    this.sketches.forEach((_, index) => {
      this.recall(index);
    });
    for (const sketch of this.sketches) this.bounds += kind.boundOf?.(sketch) ?? 0;
  }

  get size(): number {
    return this.panes.length - this.head;
  }

  add(pane: number, value: V): void {
    const index = this.indexOf(pane);
    const sketch = this.sketches[index] as S;
    if (typeof value === "number") this.raise(index, value);
    this.newest?.add(value, pane);
    const before = this.kind.boundOf?.(sketch) ?? 0;
    sketch.add(value);
    this.bounds += (this.kind.boundOf?.(sketch) ?? 0) - before;
    addToView(this.live, pane, value);
    addToView(this.settled, pane, value);
  }

  bound(): number {
    const { boundOf, boundOfLargest } = this.kind;
    if (boundOf) return Math.min(this.bounds, this.newest?.size ?? Number.POSITIVE_INFINITY);
    return boundOfLargest ? boundOfLargest(this.peak) : Number.POSITIVE_INFINITY;
  }

  value(name: ViewName, from: number, to: number): number | null {
    return this.kind.valueOf(this.move(name, from, to).whole);
  }

  expire(pane: number): void {
    if (this.head < this.panes.length && (this.panes[this.head] as number) >= pane) return;
    this.newest?.expire(pane);
    let lostPeak = false;
    while (this.head < this.panes.length && (this.panes[this.head] as number) < pane) {
      if (this.peaks[this.head] === this.peak) lostPeak = true;
      this.bounds -= this.kind.boundOf?.(this.sketches[this.head] as S) ?? 0;
      this.head++;
    }
    if (lostPeak) this.findPeak();
    if (this.head === this.panes.length) this.newest?.clear();
    if (this.head < COMPACT_AT && this.head < this.panes.length) return;
    if (this.head * 2 < this.panes.length) return;
    this.panes.splice(0, this.head);
    this.sketches.splice(0, this.head);
    this.peaks.splice(0, this.head);
    this.head = 0;
  }

  snapshot(): PaneSnapshot {
    const sketches = this.sketches.slice(this.head).map((sketch) => sketch.snapshot());
    return { panes: this.panes.slice(this.head), slots: this.peaks.slice(this.head), extra: 0, sketches };
  }

  /** Notes the values of a pane that has been restored. */
  private recall(index: number): void {
    const values = this.kind.valuesOf?.(this.sketches[index] as S);
    if (values) for (const value of values) this.newest?.add(value, this.panes[index] as number);
    else this.newest?.clear(true);
  }

  private raise(index: number, value: number): void {
    if (value > (this.peaks[index] as number)) this.peaks[index] = value;
    if (value > this.peak) this.peak = value;
  }

  private findPeak(): void {
    this.peak = Number.NEGATIVE_INFINITY;
    for (let i = this.head; i < this.peaks.length; i++) this.peak = Math.max(this.peak, this.peaks[i] as number);
  }

  private indexOf(pane: number): number {
    const last = this.panes.length - 1;
    if (last >= this.head && this.panes[last] === pane) return last;
    const index = lowerBound(this.panes, this.head, pane);
    if (this.panes[index] !== pane) {
      this.panes.splice(index, 0, pane);
      this.sketches.splice(index, 0, this.kind.create());
      this.peaks.splice(index, 0, Number.NEGATIVE_INFINITY);
      // A pane in the middle of a front has no entry there yet; such a view is built anew when it is next asked.
      if (this.live && pane < this.live.middle) this.live = undefined;
      if (this.settled && pane < this.settled.middle) this.settled = undefined;
    }
    return index;
  }

  private move(name: ViewName, from: number, to: number): View<S> {
    const view = this[name];
    if (view?.from === from && view.to === to) return view;
    const moved = !view || from < view.from || to < view.to || from >= view.middle ? this.rebuild(from, to) : this.advance(view, from, to);
    this[name] = moved;
    return moved;
  }

  /** Makes all panes but the last the new front. */
  private rebuild(from: number, to: number): View<S> {
    const start = lowerBound(this.panes, this.head, from);
    const end = lowerBound(this.panes, start, to + 1);
    const front: S[] = [];
    let suffix = this.kind.create();
    for (let i = end - 1; i >= start; i--) {
      suffix = suffix.copy();
      suffix.merge(this.sketches[i] as S);
      front.push(suffix);
    }
    front.reverse();
    const whole = front[0]?.copy() ?? this.kind.create();
    return { from, to, middle: to + 1, frontPanes: this.panes.slice(start, end), front, back: this.kind.create(), whole };
  }

  private advance(view: View<S>, from: number, to: number): View<S> {
    const { back } = view;
    const dropped = lowerBound(view.frontPanes, 0, from);
    for (let i = lowerBound(this.panes, this.head, view.to + 1); i < this.panes.length && (this.panes[i] as number) <= to; i++) {
      back.merge(this.sketches[i] as S);
      if (dropped === 0) view.whole.merge(this.sketches[i] as S);
    }
    view.from = from;
    view.to = to;
    // Most groups have nothing in most panes: where none has left, what there was only grows.
    if (dropped === 0) return view;
    view.frontPanes.splice(0, dropped);
    view.front.splice(0, dropped);
    view.whole = view.front[0]?.copy() ?? this.kind.create();
    view.whole.merge(back);
    return view;
  }
}

function addToView<V, S extends Sketch<V>>(view: View<S> | undefined, pane: number, value: V): void {
  if (!view || pane < view.from || pane > view.to) return;
  view.whole.add(value);
  if (pane >= view.middle) view.back.add(value);
  else for (let i = 0; i < view.front.length && (view.frontPanes[i] as number) <= pane; i++) (view.front[i] as S).add(value);
}
