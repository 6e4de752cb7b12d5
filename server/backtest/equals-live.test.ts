import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alert } from "../../shared/alerts.ts";
import type { MetricPreview } from "../../shared/backtest.ts";
import type { LogEntry } from "../../shared/log.ts";
import type { Metric, MetricInput } from "../../shared/metrics.ts";
import { scale } from "../../shared/testing/scale.ts";
import { createEngine } from "../../streams/engine.ts";
import type { EngineEffect } from "../../streams/ports.ts";
import { inputsOf } from "../../streams/replay.ts";
import { metricOf, T0 } from "../../streams/testing/fixtures.ts";
import { alertUuid } from "../runtime/alert-uuid.ts";
import { createBacktests } from "./backtests.ts";
import type { BacktestRequest } from "./ports.ts";
import { runBacktest } from "./run-backtest.ts";
import { newEvent, type RecordedLog, recordLog } from "./testing/recorded-log.ts";
import { warmUpMs } from "./warm-up.ts";

const LATENESS = 30_000;
const OPTIONS = { latenessMs: LATENESS, uuid: alertUuid };
/** Between two runs, so that none sees the events of another. */
const APART_MS = 40 * 86_400_000;

const gt = (threshold: number) => ({ op: "gt" as const, threshold });
const DEFINITIONS: Partial<MetricInput>[] = [
  { groupBy: ["attributes.country"], condition: gt(2), recoverAt: 1, cooldown: "20s" },
  { select: { types: ["login.*"], where: [{ field: "userId", op: "eq", value: "1" }] }, condition: gt(2), for: "3s" },
  { select: { types: ["*"] }, aggregate: { kind: "sum", field: "value" }, condition: gt(12), recoverAt: 6 },
  {
    select: { types: ["login.failed", "payment.*"] },
    aggregate: { kind: "avg", field: "attributes.n" },
    condition: gt(4),
    groupBy: ["userId"],
  },
  { aggregate: { kind: "min", field: "value" }, condition: { op: "lt", threshold: 0 }, groupBy: ["userId", "type"] },
  { aggregate: { kind: "distinct", field: "value" }, condition: gt(3) },
  { aggregate: { kind: "percentile", field: "value", percentile: 75 }, condition: gt(6) },
  { aggregate: { kind: "rate" }, condition: { op: "lt", threshold: 0.2 } },
  { condition: { op: "lte", threshold: 1 }, groupBy: ["attributes.country"] },
  { condition: { absent: true }, groupBy: ["userId"], for: "2s" },
  { condition: { absent: true } },
  { window: { size: "2s", slide: "1s" }, condition: { anomaly: { direction: "both", sensitivity: "high" } } },
  { aggregate: { kind: "ratio", where: [{ field: "value", op: "gt", value: 4 }] }, condition: gt(0.6), recoverAt: 0.4 },
];

/** Commits over about two minutes; some events are late, some are ahead of their time, some are of no interest. */
const commits = fc.array(
  fc.record({
    gap: fc.integer({ min: 0, max: 3_000 }),
    tick: fc.integer({ min: 0, max: 3_000 }),
    events: fc.array(
      fc.record({
        age: fc.oneof(fc.constant(0), fc.integer({ min: -4_000, max: 35_000 })),
        type: fc.constantFrom("login.failed", "login.failed", "login.ok", "payment.failed", "page.viewed"),
        userId: fc.constantFrom("1", "2", null),
        value: fc.integer({ min: -3, max: 10 }),
        country: fc.constantFrom("DE", "RO"),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
  { minLength: 1, maxLength: 50 },
);
type Commit = (typeof commits extends fc.Arbitrary<infer T> ? T : never)[number];

let log: RecordedLog;
let begin = T0;
beforeAll(async () => {
  log = await recordLog();
});
afterAll(() => log.close());

interface Recorded {
  readonly from: number;
  readonly to: number;
  /** What the server would have given its engine, in order: the entries of a commit, or the time of a tick. */
  readonly live: (readonly LogEntry[] | number)[];
}

/** Appends the commits to the log, and remembers them as the live engine saw them. */
async function record(list: readonly Commit[]): Promise<Recorded> {
  begin += APART_MS;
  const live: Recorded["live"] = [];
  let at = begin;
  for (const { gap, tick, events } of list) {
    at += gap;
    live.push(
      await log.append(
        at,
        events.map(({ age, country, ...event }) => newEvent(at - age, { ...event, attributes: { country, n: event.value } })),
      ),
    );
    if (tick < gap) live.push(at + tick / 10);
    at = Math.max(at, Math.ceil(at + tick / 10));
  }
  return { from: begin, to: at + 20_000, live };
}

function runLive(metric: Metric, { from, to, live }: Recorded): EngineEffect[] {
  const engine = createEngine(OPTIONS);
  const effects = engine.step({ kind: "metric.put", at: from - warmUpMs(metric, LATENESS), metric, actor: "test" });
  for (const item of live) {
    if (typeof item === "number") effects.push(...engine.step({ kind: "tick", at: Math.floor(item) }));
    else for (const { input } of inputsOf(item)) effects.push(...engine.step(input));
  }
  return [...effects, ...engine.step({ kind: "tick", at: to })];
}

/** The last state of the alerts that fired, or wait to, and had not ended before the range. */
function raised(effects: readonly EngineEffect[], from: number): Alert[] {
  const alerts = effects.flatMap((effect) => (effect.kind === "alert" ? [effect.alert] : []));
  const fired = new Set(alerts.filter(({ status }) => status === "firing" || status === "resolved").map(({ id }) => id));
  const last = [...new Map(alerts.map((alert) => [alert.id, alert])).values()];
  return last
    .filter(({ id, status }) => fired.has(id) || status === "pending")
    .filter(({ resolvedAt }) => resolvedAt === undefined || Date.parse(resolvedAt) >= from)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function withoutSpans({ alerts }: MetricPreview): Alert[] {
  return alerts.map(({ spans: _, ...alert }) => alert).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function requestOf(metric: Metric, { from, to }: Recorded, more: Partial<BacktestRequest> = {}): BacktestRequest {
  return { from, to, metric, variants: [], compareTo: undefined, ...more };
}

const backtest = (request: BacktestRequest): MetricPreview => {
  const preview = runBacktest(request, { file: log.file, latenessMs: LATENESS, onPage: () => true });
  if (!preview) throw new Error("ended");
  return preview;
};

describe("a backtest", () => {
  it("raises the alerts that were raised live", async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(commits, async (list) => {
        const recorded = await record(list);
        const events = list.flatMap(({ events }) => events);
        for (const [index, definition] of DEFINITIONS.entries()) {
          const metric = metricOf(definition, `m${index}`, 3);
          const effects = runLive(metric, recorded);
          const preview = backtest(requestOf(metric, recorded));
          const live = raised(effects, recorded.from);
          found += live.length;
          expect({ definition, alerts: withoutSpans(preview) }).toEqual({ definition, alerts: live });
          expect(preview.evaluatedEvents).toBe(events.filter(({ age }) => age <= LATENESS).length);
        }
      }),
      { numRuns: scale(30, 1_000) },
    );
    expect(found).toBeGreaterThan(200);
  });

  it("in its thread is the one of this thread, and a variant is the metric that it stands for", async () => {
    const backtests = createBacktests({ file: log.file, latenessMs: LATENESS });
    await fc.assert(
      fc.asyncProperty(commits, fc.integer({ min: 0, max: 6 }), async (list, threshold) => {
        const recorded = await record(list);
        const metric = metricOf({ groupBy: ["attributes.country"], condition: gt(2) });
        const variant = metricOf({ groupBy: ["attributes.country"], condition: gt(threshold), for: "1s" }, "v");
        const request = requestOf(metric, recorded, { variants: [variant], compareTo: variant });
        const preview = backtest(request);
        expect(JSON.parse(await backtests.run(request, { signal: new AbortController().signal }))).toEqual(preview);
        const own = backtest(requestOf(variant, recorded));
        expect(preview.variants?.[0]?.alerts).toBe(own.alerts.length);
        expect(preview.variants?.[0]?.firingSeconds).toBeCloseTo(firingSeconds(own), 6);
        expect(preview.alerts).toEqual(backtest(requestOf(metric, recorded)).alerts);
      }),
      { numRuns: scale(5, 100) },
    );
    await backtests.stop();
  });

  it("of a part of the past has the alerts that began in it", async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(commits, fc.nat(99), async (list, percent) => {
        const recorded = await record(list);
        const from = recorded.from + Math.floor(((recorded.to - recorded.from) * percent) / 100);
        for (const [index, definition] of DEFINITIONS.entries()) {
          const metric = metricOf(definition, `m${index}`);
          const wanted = raised(runLive(metric, recorded), from).filter(({ startedAt }) => Date.parse(startedAt) >= from);
          found += wanted.length;
          const alerts = withoutSpans(backtest(requestOf(metric, { ...recorded, from })));
          const ids = new Set(wanted.map(({ id }) => id));
          expect({ definition, alerts: alerts.filter(({ id }) => ids.has(id)) }).toEqual({ definition, alerts: wanted });
        }
      }),
      { numRuns: scale(20, 500) },
    );
    expect(found).toBeGreaterThan(50);
  });
});

function firingSeconds({ alerts, to }: MetricPreview): number {
  const spans = alerts.flatMap((alert) => alert.spans);
  return spans.reduce((sum, span) => sum + (Date.parse(span.to ?? to) - Date.parse(span.from)) / 1_000, 0);
}
