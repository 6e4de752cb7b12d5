import { describe, expect, it } from "vitest";
import type { MetricInput } from "../../shared/metrics.ts";
import type { Engine } from "../engine.ts";
import { alertsIn, engineWith, eventOf, feed, finalAlerts, metricOf, statuses, T0, tick } from "../testing/fixtures.ts";

/** Events at the given offsets (ms), arriving as they happen. */
function at(...offsets: number[]) {
  return offsets.map((offset) => eventOf(offset));
}

function watching(overrides: Partial<MetricInput> = {}): Engine {
  return engineWith(metricOf(overrides));
}

function act(engine: Engine, offset: number, alertId: string, action: Parameters<typeof actionInput>[0]) {
  return engine.step({ kind: "alert.action", at: T0 + offset, alertId, actor: "ana", action: actionInput(action) });
}

function actionInput(action: "acknowledge" | "resolve" | "note" | "assign") {
  if (action === "note") return { action, text: "looking" } as const;
  if (action === "assign") return { action, to: "ben" } as const;
  return { action } as const;
}

describe("an alert", () => {
  it("opens on the very event that takes the window beyond the threshold, with its numbers and its events", () => {
    const engine = watching({ groupBy: ["attributes.country"] });
    const events = at(0, 100, 200, 300).map((event) => ({ ...event, attributes: { country: "RO" } }));
    const effects = feed(engine, events);
    expect(alertsIn(effects)).toMatchObject([
      {
        status: "firing",
        revision: 1,
        value: 4,
        threshold: 3,
        group: { "attributes.country": "RO" },
        startedAt: new Date(T0 + 300).toISOString(),
        window: { start: new Date(T0 - 9_000).toISOString(), end: new Date(T0 + 1_000).toISOString() },
        summary: "Failed logins: 4 login.failed in 10s for country RO, above 3.",
        evidence: { eventIds: events.map((event) => event.id).reverse() },
        occurrences: 1,
      },
    ]);
  });

  it("resolves at the slide boundary at which its window has recovered, and keeps what settled", () => {
    const engine = watching();
    const effects = [...feed(engine, at(0, 100, 200, 300)), ...tick(engine, 60_000)];
    expect(statuses(effects)).toEqual(["firing", "resolved", "resolved"]);
    expect(finalAlerts(effects)).toMatchObject([
      {
        resolvedAt: new Date(T0 + 11_000).toISOString(),
        settled: { first: { end: new Date(T0 + 1_000).toISOString() }, last: { end: new Date(T0 + 10_000).toISOString() }, value: 4 },
      },
    ]);
  });

  it("waits for recoverAt rather than flap at the threshold", () => {
    const engine = watching({ recoverAt: 1 });
    const effects = [...feed(engine, at(0, 4_000, 8_000, 9_000)), ...tick(engine, 18_500)];
    expect(statuses(effects).at(-1)).toBe("firing");
    expect(finalAlerts(tick(engine, 19_000))).toMatchObject([{ status: "resolved" }]);
  });

  it("is pending until the condition has held for `for`, then fires", () => {
    const engine = watching({ for: "3s" });
    expect(statuses(feed(engine, at(0, 100, 200, 300)))).toEqual(["pending"]);
    expect(statuses(tick(engine, 3_900))).toEqual([]);
    expect(statuses(tick(engine, 4_000))).toEqual(["firing"]);
  });

  it("is retracted when it recovers before `for` has passed", () => {
    const engine = watching({ window: { size: "2s", slide: "1s" }, for: "5s" });
    const effects = [...feed(engine, at(0, 100, 200, 300)), ...tick(engine, 60_000)];
    expect(statuses(effects)).toEqual(["pending", "retracted"]);
    expect(finalAlerts(effects)[0]?.amended).toMatchObject([{ cause: "recovered before the condition had held for 5s" }]);
  });

  it("reopens within the cooldown under the same id, and counts it", () => {
    const engine = watching({ cooldown: "20s" });
    const first = finalAlerts([...feed(engine, at(0, 100, 200, 300)), ...tick(engine, 11_000)]);
    const second = finalAlerts(feed(engine, at(25_000, 25_100, 25_200, 25_300)));
    expect(second).toMatchObject([{ id: first[0]?.id, status: "firing", occurrences: 2 }]);
    expect(second[0]).not.toHaveProperty("resolvedAt");
  });

  it("opens anew after the cooldown", () => {
    const engine = watching({ cooldown: "10s" });
    const first = finalAlerts([...feed(engine, at(0, 100, 200, 300)), ...tick(engine, 11_000)]);
    const second = finalAlerts(feed(engine, at(25_000, 25_100, 25_200, 25_300)));
    expect(second).toMatchObject([{ status: "firing", occurrences: 1 }]);
    expect(second[0]?.id).not.toBe(first[0]?.id);
  });

  it("that reopens before its first breach has settled is one alert still", () => {
    const engine = watching({ window: { size: "2s", slide: "1s" }, condition: { op: "gt", threshold: 1 }, cooldown: "1m" });
    const effects = [...feed(engine, at(500, 600, 10_500, 10_600)), ...tick(engine, 120_000)];
    expect(finalAlerts(effects)).toMatchObject([
      {
        status: "resolved",
        occurrences: 2,
        settled: { first: { end: new Date(T0 + 1_000).toISOString() }, last: { end: new Date(T0 + 12_000).toISOString() } },
      },
    ]);
  });

  it("that reopens at the very end of its cooldown is one alert still", () => {
    const engine = watching({ window: { size: "2s", slide: "1s" }, condition: { op: "gt", threshold: 1 }, cooldown: "40s" });
    const effects = [...feed(engine, at(500, 600, 42_900, 43_000)), ...tick(engine, 120_000)];
    expect(finalAlerts(effects)).toMatchObject([{ status: "resolved", occurrences: 2 }]);
  });

  it("is retracted when events that came later show that no window ever breached", () => {
    const engine = watching({ aggregate: { kind: "avg", field: "value" }, condition: { op: "gt", threshold: 5 } });
    const high = eventOf(0, { value: 9 });
    const low = [1, 2, 3].map((offset) => eventOf(offset, { at: T0 + 2_000, value: 1 }));
    const effects = [...feed(engine, [high, ...low]), ...tick(engine, 60_000)];
    expect(statuses(effects)).toEqual(["firing", "resolved", "retracted"]);
    expect(finalAlerts(effects)[0]?.amended).toMatchObject([{ cause: "no settled window breached" }]);
  });

  it("is found at settlement when late but timely events filled a window that had passed", () => {
    const engine = watching({ window: { size: "2s", slide: "1s" } });
    const events = [0, 1, 2, 3].map((offset) => eventOf(offset, { at: T0 + 20_000 + offset }));
    expect(statuses(feed(engine, events))).toEqual([]);
    expect(finalAlerts(tick(engine, 60_000))).toMatchObject([
      { status: "resolved", amended: [{ cause: "found when the window settled" }], settled: { value: 4 } },
    ]);
  });

  it("takes a person's acknowledgement, note and assignment, and resolves by itself all the same", () => {
    const engine = watching();
    const id = finalAlerts(feed(engine, at(0, 100, 200, 300)))[0]?.id ?? "";
    const effects = [...act(engine, 500, id, "acknowledge"), ...act(engine, 600, id, "note"), ...act(engine, 700, id, "assign")];
    expect(alertsIn(effects)).toMatchObject([
      { status: "acknowledged", acknowledgedBy: "ana", revision: 2 },
      { notes: [{ actor: "ana", text: "looking", at: new Date(T0 + 600).toISOString() }], revision: 3 },
      { assignedTo: "ben", revision: 4 },
    ]);
    expect(statuses(tick(engine, 11_000)).at(-1)).toBe("resolved");
  });

  it("stays resolved by a person while the same breach goes on, and opens anew after a recovery", () => {
    const engine = watching();
    const id = finalAlerts(feed(engine, at(0, 100, 200, 300)))[0]?.id ?? "";
    expect(statuses(act(engine, 500, id, "resolve"))).toEqual(["resolved"]);
    expect(statuses(feed(engine, at(600, 700, 5_000)))).toEqual([]);
    tick(engine, 16_000);
    const again = finalAlerts(feed(engine, at(17_000, 17_100, 17_200, 17_300)));
    expect(again).toMatchObject([{ status: "firing" }]);
    expect(again[0]?.id).not.toBe(id);
  });

  it("hands actions on alerts it no longer holds to the store", () => {
    const engine = watching();
    expect(act(engine, 0, "gone", "note")).toMatchObject([{ kind: "alert.action", alertId: "gone", actor: "ana" }]);
  });

  it("ignores an acknowledgement of a closed alert", () => {
    const engine = watching();
    const id = finalAlerts(feed(engine, at(0, 100, 200, 300)))[0]?.id ?? "";
    tick(engine, 11_000);
    expect(act(engine, 11_500, id, "acknowledge")).toEqual([]);
  });

  it("that fires for want of data closes once a whole window has had none", () => {
    const engine = watching({ aggregate: { kind: "avg", field: "value" }, condition: { op: "gt", threshold: 5 } });
    const effects = [...feed(engine, [eventOf(0, { value: 9 })]), ...tick(engine, 60_000)];
    expect(finalAlerts(effects)).toMatchObject([{ status: "resolved", amended: [{ cause: "no data for 10s" }], settled: { value: 9 } }]);
  });

  it("changes at most twice a slide while its value trembles at the threshold", () => {
    const engine = watching({ aggregate: { kind: "avg", field: "value" }, condition: { op: "gt", threshold: 5 } });
    const events = Array.from({ length: 500 }, (_, i) => eventOf(i * 10, { value: i % 2 === 0 ? 5.1 : 4.9 }));
    expect(statuses(feed(engine, events)).length).toBeLessThanOrEqual(10);
  });

  it("is sent again while its value moves, but not for every event", () => {
    const engine = watching();
    const effects = feed(engine, at(...Array.from({ length: 100 }, (_, i) => i * 100)));
    const values = alertsIn(effects).map((alert) => alert.value);
    expect(values).toEqual([4, 54]);
  });
});

describe("an alert of which nothing changes but the window", () => {
  it("is sent once, and closes with the time it was last seen", () => {
    const engine = watching({ window: { size: "1m", slide: "1s" } });
    const effects = [...feed(engine, at(0, 100, 200, 300)), ...tick(engine, 59_500)];
    expect(statuses(effects)).toEqual(["firing"]);
    expect(alertsIn(tick(engine, 61_000))[0]).toMatchObject({ status: "resolved", lastSeenAt: new Date(T0 + 60_000).toISOString() });
  });

  it("is sent again when other events stand behind the same value", () => {
    const engine = watching({ aggregate: { kind: "max", field: "value" }, condition: { op: "gt", threshold: 5 } });
    const events = [eventOf(0, { value: 9 }), eventOf(7_000, { value: 9 })];
    const sent = alertsIn([...feed(engine, events), ...tick(engine, 9_000)]);
    expect(sent.map(({ evidence }) => evidence.eventIds.length)).toEqual([1, 2]);
  });
});

describe("a metric below a threshold", () => {
  const low: Partial<MetricInput> = { condition: { op: "lt", threshold: 3 } };

  it("is judged on whole windows only: half a window is always low", () => {
    const engine = watching({ ...low, groupBy: ["userId"] });
    const effects = feed(
      engine,
      [1_000, 2_000, 3_000].map((offset) => eventOf(offset, { userId: "1" })),
    );
    expect([...statuses(effects), ...statuses(tick(engine, 11_000))]).toEqual([]);
    expect(finalAlerts(tick(engine, 13_000))).toMatchObject([{ status: "firing", value: 2, group: { userId: "1" } }]);
  });

  it("recovers at the boundary of a window that has enough", () => {
    const engine = watching({ ...low, groupBy: ["userId"] });
    feed(engine, [eventOf(0, { userId: "1" })]);
    expect(statuses(tick(engine, 10_000))).toEqual(["firing"]);
    feed(
      engine,
      [10_100, 10_200, 10_300].map((offset) => eventOf(offset, { userId: "1" })),
    );
    expect(statuses(tick(engine, 11_000))).toEqual(["resolved"]);
  });

  it("fires for an ungrouped metric that never had an event", () => {
    const engine = watching(low);
    expect(finalAlerts(tick(engine, 0))).toMatchObject([{ status: "firing", value: 0, group: {} }]);
  });

  it("forgets a group a day after its last event, and says so", () => {
    const engine = watching({ ...low, groupBy: ["userId"], window: { size: "1h", slide: "10m" } });
    feed(engine, [eventOf(0, { userId: "1" })]);
    const effects = tick(engine, 26 * 3_600_000);
    expect(finalAlerts(effects)[0]?.amended?.at(-1)?.cause).toContain("no longer watched");
    expect(engine.stats().groups).toBe(0);
  });
});

describe("a metric that watches for silence", () => {
  it("fires when a group it knows has sent nothing for a window, and resolves at the boundary after its next event", () => {
    const engine = watching({ condition: { absent: true }, groupBy: ["source"] });
    feed(engine, [eventOf(0)]);
    expect(statuses(tick(engine, 10_900))).toEqual([]);
    expect(finalAlerts(tick(engine, 11_000))).toMatchObject([{ status: "firing", value: 0, group: { source: "auth" } }]);
    feed(engine, [eventOf(12_100)]);
    expect(statuses(tick(engine, 13_000))).toEqual(["resolved"]);
  });
});

describe("a changed metric", () => {
  it("keeps its windows when only the threshold changes, and is judged by the new one", () => {
    const engine = watching();
    feed(engine, at(0, 100, 200));
    const metric = metricOf({ condition: { op: "gt", threshold: 2 } }, "m1", 2);
    engine.step({ kind: "metric.put", at: T0 + 300, metric, actor: "ana" });
    expect(finalAlerts(tick(engine, 1_000))).toMatchObject([{ status: "firing", value: 3, threshold: 2, metricVersion: 2 }]);
  });

  it.each([
    ["the metric's definition changed", metricOf({ window: { size: "20s" } }, "m1", 2)],
    ["the metric was switched off", metricOf({ enabled: false }, "m1", 2)],
  ])("closes its alerts: %s", (cause, metric) => {
    const engine = watching();
    feed(engine, at(0, 100, 200, 300));
    const effects = engine.step({ kind: "metric.put", at: T0 + 400, metric, actor: "ana" });
    expect(finalAlerts(effects)).toMatchObject([{ status: "resolved", amended: [{ cause }] }]);
  });

  it("closes its alerts when it is deleted, and takes no more events", () => {
    const engine = watching();
    feed(engine, at(0, 100, 200, 300));
    const effects = engine.step({ kind: "metric.delete", at: T0 + 400, metricId: "m1", actor: "ana" });
    expect(statuses(effects)).toEqual(["resolved"]);
    expect(statuses(feed(engine, at(500, 600, 700, 800)))).toEqual([]);
  });

  it("that fails at an event closes its alerts, and says why", () => {
    const engine = watching({ groupBy: ["attributes.country"] });
    feed(
      engine,
      at(0, 100, 200, 300).map((event) => ({ ...event, attributes: { country: "RO" } })),
    );
    const attributes = {
      get country(): string {
        throw new Error("unreadable");
      },
    };
    const effects = feed(engine, [eventOf(400, { attributes })]);
    expect(finalAlerts(effects)).toMatchObject([{ status: "resolved", amended: [{ cause: "the metric failed and was switched off" }] }]);
    expect(effects).toContainEqual(expect.objectContaining({ kind: "metric.failed", metricId: "m1", message: "unreadable" }));
  });

  it("that this engine cannot run is reported, and the others go on", () => {
    const engine = watching();
    const metric = { ...metricOf({}, "m2"), aggregate: { kind: "mode" } as never };
    const effects = engine.step({ kind: "metric.put", at: T0, metric, actor: "ana" });
    expect(effects[0]).toMatchObject({ kind: "metric.failed", metricId: "m2" });
    expect(statuses(feed(engine, at(0, 100, 200, 300)))).toEqual(["firing"]);
  });
});
