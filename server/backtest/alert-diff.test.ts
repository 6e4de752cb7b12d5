import { describe, expect, it } from "vitest";
import type { RehearsedAlert } from "../../shared/backtest.ts";
import { toIso } from "../../shared/time.ts";
import { T0 } from "../../streams/testing/fixtures.ts";
import { diffAlerts } from "./alert-diff.ts";

/** An alert of a group from one second to another; without an end it is still open. */
function alert(country: string, from: number, to?: number): RehearsedAlert {
  const startedAt = toIso(T0 + from * 1_000);
  return {
    id: `${country}-${from}-${to}`,
    revision: 1,
    metricId: "m",
    metricName: "m",
    metricVersion: 1,
    domain: "risk",
    severity: "low",
    group: { country },
    status: to === undefined ? "firing" : "resolved",
    value: 1,
    window: { start: startedAt, end: startedAt },
    startedAt,
    lastSeenAt: startedAt,
    ...(to === undefined ? {} : { resolvedAt: toIso(T0 + to * 1_000) }),
    occurrences: 1,
    summary: "",
    evidence: { eventIds: [] },
    notes: [],
    spans: [],
  };
}

function names({ added, removed, moved }: ReturnType<typeof diffAlerts>) {
  return { added: added.map(({ id }) => id), removed: removed.map(({ id }) => id), moved: moved.map(({ id, was }) => [id, was]) };
}

describe("the difference between two runs", () => {
  it("is nothing when the times are the same, whatever the ids", () => {
    const alerts = [alert("DE", 1, 5), alert("DE", 7), alert("RO", 1, 5)];
    const others = alerts.map((each) => ({ ...each, id: `other-${each.id}` })).reverse();
    expect(names(diffAlerts(alerts, others))).toEqual({ added: [], removed: [], moved: [] });
  });

  it("tells what is new, what is gone and what begins or ends otherwise, group by group", () => {
    const before = [alert("DE", 1, 5), alert("DE", 10, 20), alert("RO", 1, 5), alert("GB", 30)];
    const after = [alert("DE", 10, 25), alert("DE", 30, 40), alert("FR", 1, 5), alert("GB", 30, 50)];
    expect(names(diffAlerts(before, after))).toEqual({
      added: ["DE-30-40", "FR-1-5"],
      removed: ["DE-1-5", "RO-1-5"],
      moved: [
        ["GB-30-50", { startedAt: toIso(T0 + 30_000) }],
        ["DE-10-25", { startedAt: toIso(T0 + 10_000), resolvedAt: toIso(T0 + 20_000) }],
      ],
    });
  });

  it("pairs one alert with one: of two that became one, one is gone", () => {
    expect(names(diffAlerts([alert("DE", 1, 5), alert("DE", 6, 9)], [alert("DE", 1, 9)]))).toEqual({
      added: [],
      removed: ["DE-6-9"],
      moved: [["DE-1-9", { startedAt: toIso(T0 + 1_000), resolvedAt: toIso(T0 + 5_000) }]],
    });
  });
});
