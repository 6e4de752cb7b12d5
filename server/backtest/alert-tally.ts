import type { Alert } from "../../shared/alerts.ts";
import { BACKTEST_LIMITS, type RehearsedAlert } from "../../shared/backtest.ts";
import { toIso } from "../../shared/time.ts";

/** Alerts of which more than their times are kept: the newest. */
const KEPT_ALERTS = 10_000;

interface Span {
  readonly from: number;
  readonly to: number;
}

interface Entry {
  endedAt: number | undefined;
  pending: boolean;
  fired: boolean;
  firingFrom: number | undefined;
  firingMs: number;
  readonly spans: Span[];
  last: Alert | undefined;
}

/** What one metric came to. */
export interface Tallied {
  /** Alerts that fired, or are pending at the end, and had not ended before the range. */
  readonly count: number;
  readonly firingMs: number;
  /** The same alerts, the newest first, as far as they are kept. */
  readonly alerts: readonly RehearsedAlert[];
}

/** Follows the alerts of one metric through their states. Times are epoch ms. */
export class AlertTally {
  private readonly entries = new Map<string, Entry>();
  /** Ids in the order in which they opened, to know the oldest. */
  private readonly order: string[] = [];
  private readonly from: number;
  private readonly to: number;
  private readonly kept: number;

  /** `keep`: whether the alerts themselves are wanted, or only their number and times. */
  constructor(from: number, to: number, keep: boolean) {
    this.from = from;
    this.to = to;
    this.kept = keep ? KEPT_ALERTS : 0;
  }

  take(at: number, alert: Alert): void {
    const entry = this.entries.get(alert.id) ?? this.open(alert.id);
    const closed = alert.status === "resolved" || alert.status === "retracted";
    entry.pending = alert.status === "pending";
    entry.fired ||= alert.status === "firing" || alert.status === "acknowledged" || alert.status === "resolved";
    entry.endedAt = closed ? Date.parse(alert.resolvedAt ?? toIso(at)) : undefined;
    if (entry.pending || closed) this.endSpan(entry, at);
    else entry.firingFrom ??= at;
    if (this.kept > 0) entry.last = alert;
  }

  finish(): Tallied {
    const raised = [...this.entries.values()].filter((entry) => this.counts(entry));
    for (const entry of raised) if (entry.firingFrom !== undefined) entry.firingMs += this.inRange(entry.firingFrom, this.to);
    return {
      count: raised.length,
      firingMs: raised.reduce((sum, { firingMs }) => sum + firingMs, 0),
      alerts: raised.flatMap(rehearsed).sort(byNewest),
    };
  }

  private counts({ fired, pending, endedAt }: Entry): boolean {
    return (fired || pending) && (endedAt === undefined || endedAt >= this.from);
  }

  private open(id: string): Entry {
    const entry: Entry = {
      endedAt: undefined,
      pending: true,
      fired: false,
      firingFrom: undefined,
      firingMs: 0,
      spans: [],
      last: undefined,
    };
    this.entries.set(id, entry);
    if (this.kept > 0) this.forgetOldest(id);
    return entry;
  }

  private forgetOldest(opened: string): void {
    this.order.push(opened);
    const oldest = this.entries.get(this.order[this.order.length - 1 - this.kept] ?? "");
    if (oldest) oldest.last = undefined;
  }

  private endSpan(entry: Entry, at: number): void {
    if (entry.firingFrom === undefined) return;
    entry.firingMs += this.inRange(entry.firingFrom, at);
    if (this.kept > 0) {
      entry.spans.push({ from: entry.firingFrom, to: at });
      if (entry.spans.length > BACKTEST_LIMITS.spans) entry.spans.shift();
    }
    entry.firingFrom = undefined;
  }

  private inRange(from: number, to: number): number {
    return Math.max(0, Math.min(to, this.to) - Math.max(from, this.from));
  }
}

function rehearsed({ last, spans, firingFrom }: Entry): RehearsedAlert[] {
  if (!last) return [];
  const closed = spans.map(({ from, to }) => ({ from: toIso(from), to: toIso(to) }));
  return [{ ...last, spans: firingFrom === undefined ? closed : [...closed, { from: toIso(firingFrom), to: null }] }];
}

function byNewest(a: RehearsedAlert, b: RehearsedAlert): number {
  return Date.parse(b.startedAt) - Date.parse(a.startedAt) || (a.id < b.id ? -1 : 1);
}
