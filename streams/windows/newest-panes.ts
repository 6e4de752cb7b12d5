/** Values beyond this many are not told apart any more. */
const FEW = 16;

/** Which different values the panes of a window hold while they are few: each with the newest pane it is in. */
export class NewestPanes<V> {
  private readonly values: V[] = [];
  private readonly panes: number[] = [];
  /** More values have come than are kept; so it stays until there are no panes. */
  private overflowed = false;

  /** How many different values there are in all panes; infinite when they are not few. */
  get size(): number {
    return this.overflowed ? Number.POSITIVE_INFINITY : this.values.length;
  }

  add(value: V, pane: number): void {
    if (this.overflowed) return;
    const index = this.values.indexOf(value);
    if (index >= 0) {
      if (pane > (this.panes[index] as number)) this.panes[index] = pane;
      return;
    }
    this.values.push(value);
    this.panes.push(pane);
    if (this.values.length > FEW) this.clear(true);
  }

  /** Forgets the values that are in no pane from `pane` on. */
  expire(pane: number): void {
    let kept = 0;
    for (let i = 0; i < this.values.length; i++) {
      if ((this.panes[i] as number) < pane) continue;
      this.values[kept] = this.values[i] as V;
      this.panes[kept++] = this.panes[i] as number;
    }
    this.values.length = this.panes.length = kept;
  }

  /** Begins anew, with no panes, or gives up until then. */
  clear(overflowed = false): void {
    this.values.length = this.panes.length = 0;
    this.overflowed = overflowed;
  }
}
