import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredEvent } from "../shared/events.ts";
import type { Metric, MetricInput } from "../shared/metrics.ts";
import { createEngine, type EngineSnapshot } from "./engine.ts";
import type { EngineEffect, EngineInput } from "./ports.ts";
import { engineWith, eventOf, feed, finalAlerts, metricOf, OPTIONS, T0 } from "./testing/fixtures.ts";
import { naiveSettled } from "./testing/naive-settled.ts";

const METRICS: Metric[] = [
  metricOf({ groupBy: ["attributes.country"] }, "count"),
  metricOf({ groupBy: ["attributes.country"], condition: { op: "gt", threshold: 2 }, recoverAt: 1 }, "count-too"),
  metricOf({ aggregate: { kind: "avg", field: "value" }, condition: { op: "gt", threshold: 3 }, groupBy: ["userId"] }, "avg-too"),
  metricOf({ aggregate: { kind: "sum", field: "value" }, condition: { op: "gt", threshold: 12 }, recoverAt: 6 }, "sum"),
  metricOf({ aggregate: { kind: "avg", field: "value" }, condition: { op: "gt", threshold: 5 }, groupBy: ["userId"] }, "avg"),
  metricOf({ aggregate: { kind: "max", field: "value" }, condition: { op: "gt", threshold: 8 }, for: "3s" }, "max"),
  metricOf({ aggregate: { kind: "min", field: "value" }, condition: { op: "gt", threshold: 2 } }, "min"),
  metricOf({ aggregate: { kind: "distinct", field: "value" }, condition: { op: "gt", threshold: 4 }, recoverAt: 2 }, "distinct"),
  metricOf({ aggregate: { kind: "percentile", field: "value", percentile: 75 }, condition: { op: "gt", threshold: 6 } }, "percentile"),
  metricOf({ aggregate: { kind: "rate" }, condition: { op: "gt", threshold: 0.45 }, for: "2s", recoverAt: 0.2 }, "rate"),
  metricOf(
    {
      aggregate: { kind: "ratio", where: [{ field: "value", op: "gt", value: 4 }] },
      condition: { op: "gt", threshold: 0.6 },
      recoverAt: 0.4,
    },
    "ratio",
  ),
];

/** Events over about a minute, each arriving up to 30 s after it happened: on time, in any order. */
const arrivals = fc.array(
  fc.record({
    gap: fc.integer({ min: 0, max: 2_500 }),
    delay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 29_999 })),
    country: fc.constantFrom("DE", "RO"),
    userId: fc.constantFrom("1", "2"),
    value: fc.integer({ min: -3, max: 10 }),
  }),
  { minLength: 1, maxLength: 60 },
);

type Arrival = { gap: number; delay: number; country: string; userId: string; value: number };

function eventsFrom(list: readonly Arrival[]): StoredEvent[] {
  let happened = 0;
  const events = list.map(({ gap, delay, country, userId, value }) => {
    happened += gap;
    return eventOf(happened, { at: T0 + happened + delay, userId, value, attributes: { country } });
  });
  return events.sort((a, b) => a.at - b.at || a.seq - b.seq);
}

function run(inputs: readonly EngineInput[], metrics = METRICS): EngineEffect[] {
  const engine = engineWith(...metrics);
  return inputs.flatMap((input) => engine.step(input));
}

function inputsFrom(events: readonly StoredEvent[]): EngineInput[] {
  return events.map((event) => ({ kind: "events", at: event.at, events: [event] }));
}

const END: EngineInput = { kind: "tick", at: T0 + 400_000 };

function settledOf(metric: Metric, effects: readonly EngineEffect[]) {
  return finalAlerts(effects)
    .filter((alert) => alert.metricId === metric.id && alert.status !== "retracted")
    .map((alert) => ({
      group: Object.values(alert.group)[0] ?? "",
      first: Date.parse(alert.settled?.first.end ?? ""),
      last: Date.parse(alert.settled?.last.end ?? ""),
      value: alert.settled?.value,
    }))
    .sort(byPlace);
}

function byPlace(a: { group: unknown; first: number }, b: { group: unknown; first: number }): number {
  return String(a.group).localeCompare(String(b.group)) || a.first - b.first;
}

const RUNS = { numRuns: 200 };

describe("the engine", () => {
  it("settles on what a slow reader finds in the events, in whatever order they came", () => {
    fc.assert(
      fc.property(arrivals, (list) => {
        const events = eventsFrom(list);
        const effects = run([...inputsFrom(events), END]);
        for (const metric of METRICS) {
          expect({ metric: metric.id, runs: settledOf(metric, effects) }).toEqual({
            metric: metric.id,
            runs: naiveSettled(metric, events).sort(byPlace),
          });
        }
      }),
      RUNS,
    );
  });

  it("leaves nothing open once everything has settled and recovered", () => {
    fc.assert(
      fc.property(arrivals, (list) => {
        const effects = run([...inputsFrom(eventsFrom(list)), END]);
        for (const alert of finalAlerts(effects)) expect(["resolved", "retracted"]).toContain(alert.status);
      }),
      RUNS,
    );
  });

  it("opens no alert within the cooldown of another, and none without a breach of its own", () => {
    const cooldownMs = 20_000;
    const metric = metricOf({ window: { size: "3s", slide: "1s" }, condition: { op: "gt", threshold: 1 }, cooldown: "20s" }, "cooled");
    const gaps = fc.array(fc.oneof(fc.constant(100), fc.integer({ min: 0, max: 9_000 }), fc.integer({ min: 15_000, max: 25_000 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(gaps, (list) => {
        let happened = 0;
        const events = list.map((gap) => {
          happened += gap;
          return eventOf(happened);
        });
        const alerts = finalAlerts(run([...inputsFrom(events), { kind: "tick", at: T0 + happened + 100_000 }], [metric]));
        alerts.slice(1).forEach((alert, index) => {
          const before = Date.parse(alerts[index]?.resolvedAt ?? "");
          expect(Date.parse(alert.startedAt) - before).toBeGreaterThan(cooldownMs);
        });
        const spans = alerts.map(({ settled }) => [Date.parse(settled?.first.end ?? ""), Date.parse(settled?.last.end ?? "")] as const);
        const runs = naiveSettled(metric, events);
        for (const { first, last } of runs) expect(spans.filter(([from, to]) => from <= first && last <= to)).toHaveLength(1);
        expect(spans.map(([from]) => from)).toEqual(spans.map(([from]) => runs.find(({ first }) => first === from)?.first));
      }),
      RUNS,
    );
  });

  it("makes of one long tick what it makes of many short ones", () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 100, max: 3_000 }), (list, stepMs) => {
        const inputs = inputsFrom(eventsFrom(list));
        const ticked = inputs.flatMap((input, index) => {
          const until = inputs[index + 1]?.at ?? END.at;
          const ticks: EngineInput[] = [input];
          for (let at = input.at + stepMs; at < until; at += stepMs) ticks.push({ kind: "tick", at });
          return ticks;
        });
        expect(run([...ticked, END])).toEqual(run([...inputs, END]));
      }),
      { numRuns: 100 },
    );
  });

  it("continues from a snapshot exactly as if it had never stopped", () => {
    fc.assert(
      fc.property(arrivals, fc.array(fc.nat(59), { maxLength: 4 }), (list, cuts) => {
        const inputs = [...inputsFrom(eventsFrom(list)), END];
        let engine = engineWith(...METRICS);
        const effects = inputs.flatMap((input, index) => {
          if (cuts.includes(index)) engine = createEngine(OPTIONS, structuredClone(engine.snapshot()) as EngineSnapshot);
          return engine.step(input);
        });
        expect(JSON.stringify(effects)).toBe(JSON.stringify(run(inputs)));
      }),
      { numRuns: 100 },
    );
  });

  it("does to a metric the same whatever others come and go over the same selection", () => {
    const guests = [
      metricOf({ aggregate: { kind: "avg", field: "value" }, condition: { op: "gt", threshold: 1 } }, "a-guest"),
      metricOf({ aggregate: { kind: "distinct", field: "value" }, groupBy: ["userId"], condition: { op: "gt", threshold: 1 } }, "guest"),
      metricOf({ groupBy: ["attributes.country"], window: { size: "4s", slide: "2s" } }, "z-guest"),
    ];
    const visits = fc.array(fc.record({ index: fc.nat(59), guest: fc.nat(2), stays: fc.boolean() }), { maxLength: 12 });
    fc.assert(
      fc.property(arrivals, visits, (list, coming) => {
        const inputs = [...inputsFrom(eventsFrom(list)), END];
        const visited = inputs.flatMap((input, index): EngineInput[] => {
          const changes = coming
            .filter((visit) => visit.index === index)
            .map(({ guest, stays }): EngineInput => {
              const metric = guests[guest] as Metric;
              const to = { at: input.at, actor: "test" };
              return stays ? { kind: "metric.put", metric, ...to } : { kind: "metric.delete", metricId: metric.id, ...to };
            });
          return [...changes, input];
        });
        const alerts = (effects: EngineEffect[]) =>
          METRICS.map(({ id }) => effects.filter((effect) => effect.kind === "alert" && effect.alert.metricId === id));
        expect(alerts(run(visited))).toEqual(alerts(run(inputs)));
      }),
      { numRuns: 100 },
    );
  });

  it("forgets the alerts of a metric that goes away while others keep its groups", () => {
    const byUser: Partial<MetricInput> = { groupBy: ["userId"], condition: { op: "gt", threshold: 1 } };
    const guest = metricOf({ ...byUser, aggregate: { kind: "distinct", field: "value" } }, "guest");
    const engine = engineWith(metricOf({ ...byUser, aggregate: { kind: "avg", field: "value" } }), guest);
    const raised = feed(
      engine,
      ["1", "2", "1"].map((userId, value) => eventOf(value, { userId, value })),
    );
    expect(raised.some((effect) => effect.kind === "alert" && effect.alert.metricId === "guest")).toBe(true);
    engine.step({ kind: "metric.delete", metricId: "guest", at: T0 + 10, actor: "test" });
    const later = [eventOf(62_000, { userId: "1", value: 0 }), eventOf(130_000, { userId: "1", value: 0 })];
    expect(feed(engine, later).filter((effect) => effect.kind === "metric.failed")).toEqual([]);
  });

  it("does not depend on how events are batched", () => {
    fc.assert(
      fc.property(arrivals, (list) => {
        const events = eventsFrom(list).map((event) => ({ ...event, at: Math.ceil(event.at / 1_000) * 1_000 }));
        const batches = [...groupByAt(events)];
        const batched = batches.map(([at, together]): EngineInput => ({ kind: "events", at, events: together }));
        const alerts = (effects: EngineEffect[]) => effects.filter((effect) => effect.kind === "alert");
        expect(alerts(run([...batched, END]))).toEqual(alerts(run([...inputsFrom(events), END])));
      }),
      { numRuns: 100 },
    );
  });

  it("counts late events and does not evaluate them", () => {
    const engine = engineWith(metricOf());
    const late = eventOf(0, { at: T0 + 30_001 });
    const onTime = eventOf(1, { at: T0 + 30_001 });
    expect(engine.step({ kind: "events", at: T0 + 30_001, events: [late, onTime] })).toEqual([
      { kind: "counted", at: T0 + 30_001, evaluated: 1, late: 1 },
    ]);
  });

  it("forgets groups that have gone quiet", () => {
    const engine = engineWith(metricOf({ groupBy: ["userId"] }));
    for (let user = 0; user < 1_000; user++) {
      engine.step({ kind: "events", at: T0 + user, events: [eventOf(user, { userId: String(user) })] });
    }
    expect(engine.stats().groups).toBe(1_000);
    engine.step({ kind: "tick", at: T0 + 180_000 });
    expect(engine.stats().groups).toBe(0);
  });
});

describe("the engine's values", () => {
  it("are those of the windows now, the furthest beyond the threshold first", () => {
    const engine = engineWith(metricOf({ groupBy: ["userId"] }));
    for (const [user, count] of [
      ["1", 2],
      ["2", 5],
      ["3", 1],
    ] as const) {
      for (let i = 0; i < count; i++) engine.step({ kind: "events", at: T0, events: [eventOf(0, { userId: user })] });
    }
    expect(engine.values("m1", 2)).toMatchObject([
      { group: { userId: "2" }, value: 5 },
      { group: { userId: "1" }, value: 2 },
    ]);
    expect(engine.values("unknown", 2)).toEqual([]);
    expect(engine.leading("unknown")).toBeUndefined();
  });

  it("begin with the one that leads", () => {
    const averages = { aggregate: { kind: "avg", field: "value" }, groupBy: ["userId"] } as const;
    const metrics = [
      metricOf({ groupBy: ["userId"] }, "above"),
      metricOf({ ...averages, groupBy: ["userId"], condition: { op: "lt", threshold: 3 } }, "below"),
      metricOf({}, "whole"),
    ];
    const event = fc.record({ user: fc.integer({ min: 0, max: 6 }), value: fc.option(fc.integer({ min: -5, max: 5 })) });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const engine = engineWith(...metrics);
        for (const { user, value } of events) {
          engine.step({ kind: "events", at: T0, events: [eventOf(0, { userId: String(user), value })] });
        }
        for (const { id } of metrics) {
          const all = engine.values(id, 1_000);
          expect(engine.leading(id)).toEqual({ groups: all.length, worst: all[0] ?? null });
        }
      }),
    );
  });

  it("are noted while wanted, each changed group once, and without an influence on the effects", () => {
    fc.assert(
      fc.property(arrivals, fc.array(fc.nat(59), { maxLength: 10 }), (list, asked) => {
        const inputs = [...inputsFrom(eventsFrom(list)), END];
        const engine = engineWith(...METRICS);
        engine.noteChanges(true);
        const effects = inputs.flatMap((input, index) => {
          if (asked.includes(index)) {
            const names = engine.takeChanged().map(({ metricId, group }) => JSON.stringify([metricId, group]));
            expect(new Set(names).size).toBe(names.length);
          }
          return engine.step(input);
        });
        expect(effects).toEqual(run(inputs));
      }),
      { numRuns: 50 },
    );
  });

  it("are not noted otherwise", () => {
    const engine = engineWith(metricOf());
    engine.step({ kind: "events", at: T0, events: [eventOf(0)] });
    expect(engine.takeChanged()).toEqual([]);
  });
});

function groupByAt(events: readonly StoredEvent[]): Map<number, StoredEvent[]> {
  const groups = new Map<number, StoredEvent[]>();
  for (const event of events) groups.set(event.at, [...(groups.get(event.at) ?? []), event]);
  return groups;
}
