import { expect, it } from "vitest";
import type { Cell } from "../../shared/answers.ts";
import type { Plan } from "../../shared/plan.ts";
import { createDataClock } from "./as-of.ts";
import type { PlanRun } from "./run-plan.ts";
import { CATALOG } from "./testing/broker.ts";

interface Hand {
  /** By entity, what its newest row is of. */
  readonly newest: Record<string, Cell | Error>;
  nowMs: number;
  readonly asked: Plan[];
}

function clockOver(hand: Hand) {
  const run = async (plan: Plan): Promise<PlanRun> => {
    hand.asked.push(plan);
    const from = plan.stages[0]?.from;
    const at = from && "entity" in from ? (hand.newest[from.entity] ?? null) : null;
    if (at instanceof Error) throw at;
    return { result: { columns: [], rows: [{ at }], truncated: false }, databaseMs: 0 } as unknown as PlanRun;
  };
  return createDataClock({ catalog: CATALOG, run, now: () => hand.nowMs });
}

const NOW = Date.parse("2026-11-05T00:00:00.000Z");

it("is the newest moment of any entity, up to now", async () => {
  const hand: Hand = {
    nowMs: NOW,
    asked: [],
    newest: { users: "2026-10-01T00:00:00.000Z", transactions: "2026-10-31T10:00:00.000Z", login_events: null },
  };
  expect(await clockOver(hand).current()).toBe(Date.parse("2026-10-31T10:00:00.000Z"));
  expect(hand.asked).toHaveLength(CATALOG.entities.filter(({ timeColumn }) => timeColumn).length);
  expect(JSON.stringify(hand.asked)).toContain("2026-11-05T00:00:00.000Z");
});

it("is the wall clock's where there is no data", async () => {
  expect(await clockOver({ nowMs: NOW, asked: [], newest: {} }).current()).toBe(NOW);
});

it("asks the database once for questions that come together, and again later", async () => {
  const hand: Hand = { nowMs: NOW, asked: [], newest: {} };
  const clock = clockOver(hand);
  await Promise.all([clock.current(), clock.current()]);
  const once = hand.asked.length;
  await clock.current();
  expect(hand.asked).toHaveLength(once);
  hand.nowMs += 60_000;
  expect(await clock.current()).toBe(NOW + 60_000);
  expect(hand.asked).toHaveLength(2 * once);
});

it("does not keep a failure", async () => {
  const hand: Hand = { nowMs: NOW, asked: [], newest: { users: new Error("gone") } };
  const clock = clockOver(hand);
  await expect(clock.current()).rejects.toThrow("gone");
  hand.newest.users = null;
  expect(await clock.current()).toBe(NOW);
});
