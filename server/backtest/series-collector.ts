import type { Alert } from "../../shared/alerts.ts";
import { BACKTEST_LIMITS, type Series } from "../../shared/backtest.ts";
import { toIso } from "../../shared/time.ts";
import type { Engine } from "../../streams/engine.ts";
import type { CompiledMetric } from "../../streams/metrics/compile.ts";
import type { GroupKey } from "../../streams/metrics/group-key.ts";

/** Values read in one backtest at most: with many groups fewer points of time are looked at. */
const MAX_READS = 20_000_000;
/** Points kept before all but the furthest groups are let go, and how many of them stay. */
const MAX_POINTS = 1_000_000;
const KEPT_GROUPS = 10 * BACKTEST_LIMITS.groups;
/** Groups that are told apart for the count of those left out. */
const MAX_SEEN = 200_000;

interface Line {
  /** The value furthest beyond the threshold. */
  extreme: number;
  /** By the index of their time. */
  readonly points: Map<number, number>;
}

/**
 * Takes down the values of a metric's groups on a grid of time. Between two points an alert may see more than either: what it saw is
 * the later point's, so that a chart shows what fired.
 */
export class SeriesCollector {
  readonly stepMs: number;
  /** The next time at which values are due, epoch ms; the engine has to be just before it. */
  nextAt: number;
  private readonly metric: CompiledMetric;
  private readonly to: number;
  private readonly lines = new Map<GroupKey, Line>();
  private readonly seen = new Set<GroupKey>();
  private readonly times: number[] = [];
  private peaks = new Map<GroupKey, number>();
  private readsLeft: number;
  private lastReads = 0;
  private pointsKept = 0;
  private skip = 0;

  constructor(metric: CompiledMetric, from: number, to: number, maxReads = MAX_READS) {
    this.metric = metric;
    this.to = to;
    this.readsLeft = maxReads;
    this.stepMs = metric.slideMs * Math.max(1, Math.ceil((to - from) / metric.slideMs / (BACKTEST_LIMITS.points - 2)));
    this.nextAt = (Math.floor(from / this.stepMs) + 1) * this.stepMs;
  }

  /** An alert was emitted; its value counts when it is of this very evaluation. */
  saw(at: number, alert: Alert): void {
    if (alert.value === null || alert.lastSeenAt !== toIso(at) || (alert.status !== "pending" && alert.status !== "firing")) return;
    const key = keyOf(this.metric, alert.group);
    this.peaks.set(key, this.further(this.peaks.get(key), alert.value));
  }

  /** Reads all groups for the point at `nextAt`, unless there are so many that this one is left out. */
  sample(engine: Engine): void {
    const at = this.nextAt;
    this.nextAt += this.stepMs;
    if (this.skip-- > 0) return;
    this.read(engine, at);
    const remaining = Math.max(1, (this.to - at) / this.stepMs);
    this.skip = Math.ceil((this.lastReads * remaining) / Math.max(1, this.readsLeft)) - 1;
  }

  /** The values at the very end, where the last window may not be full. */
  finish(engine: Engine): { series: Series[]; omittedGroups: number } {
    if (this.times.at(-1) !== this.to) this.read(engine, this.to);
    const ranked = this.ranked().slice(0, BACKTEST_LIMITS.groups);
    return { series: ranked.map(([key, line]) => this.seriesOf(key, line)), omittedGroups: this.seen.size - ranked.length };
  }

  private read(engine: Engine, at: number): void {
    const index = this.times.push(at) - 1;
    const { id } = this.metric.metric;
    this.lastReads = 0;
    engine.eachValue(id, (key, value) => {
      this.lastReads++;
      if (value !== null) this.note(key, index, value);
    });
    for (const [key, value] of this.peaks) this.note(key, index, value);
    this.peaks = new Map();
    this.readsLeft -= this.lastReads;
    if (this.pointsKept > MAX_POINTS) this.letGo();
  }

  private note(key: GroupKey, index: number, value: number): void {
    if (this.seen.size < MAX_SEEN) this.seen.add(key);
    let line = this.lines.get(key);
    if (!line) {
      line = { extreme: value, points: new Map() };
      this.lines.set(key, line);
    }
    line.extreme = this.further(line.extreme, value);
    // A group that is not there has the value 0 just as well.
    if (value === 0 && this.metric.aggregate.zeroWhenEmpty) return;
    const known = line.points.get(index);
    if (known === undefined) this.pointsKept++;
    line.points.set(index, this.further(known, value));
  }

  private further(a: number | undefined, b: number): number {
    return a === undefined ? b : this.metric.worse(a, b);
  }

  private letGo(): void {
    for (const [key, line] of this.ranked().slice(KEPT_GROUPS)) {
      this.lines.delete(key);
      this.pointsKept -= line.points.size;
    }
  }

  private ranked(): [GroupKey, Line][] {
    return [...this.lines].sort(([keyA, a], [keyB, b]) => {
      if (a.extreme !== b.extreme) return this.metric.worse(a.extreme, b.extreme) === a.extreme ? -1 : 1;
      return String(keyA) < String(keyB) ? -1 : 1;
    });
  }

  private seriesOf(key: GroupKey, { points }: Line): Series {
    const nothing = this.metric.aggregate.zeroWhenEmpty ? 0 : null;
    return {
      group: this.metric.grouping.describe(key),
      points: this.times.map((at, index) => ({ at: toIso(at), value: points.get(index) ?? nothing })),
    };
  }
}

/** The key of a group that an alert describes. */
function keyOf({ grouping }: CompiledMetric, group: Alert["group"]): GroupKey {
  const [first, second] = grouping.fields;
  if (first === undefined) return "";
  if (second === undefined) return group[first] ?? null;
  return JSON.stringify(grouping.fields.map((field) => group[field] ?? null));
}
