import fc from "fast-check";
import { expect, it } from "vitest";
import { LogOverloadedError, LogUnavailableError, type NewEvent } from "../../db/ports.ts";
import type { Ledger } from "../../shared/events.ts";
import type { Metric } from "../../shared/metrics.ts";
import { scale } from "../../shared/testing/scale.ts";
import { eventually } from "../testing/spawned-server.ts";
import { createLedgerRig, LATENESS_MS, type LedgerRig } from "./testing/ledger-rig.ts";

/** Fires for nearly everything, so that most commits carry effects. */
const METRIC: Metric = {
  id: "0f8f9d0e-5b0a-4a6e-9a62-0d9a1a4b7c11",
  name: "Ledger",
  domain: "operations",
  severity: "low",
  enabled: true,
  select: { types: ["ledger.*"] },
  aggregate: { kind: "count" },
  groupBy: ["source"],
  window: { size: "2s", slide: "1s" },
  condition: { op: "gte", threshold: 1 },
  version: 1,
  createdAt: "2026-01-05T12:00:00.000Z",
  updatedAt: "2026-01-05T12:00:00.000Z",
};

/** Keys from a small set, so that many repeat, or none; as old as on time, late, or without a time of their own. */
const event = fc.record({
  key: fc.option(fc.nat(30)),
  ageMs: fc.oneof(fc.constant(null), fc.nat(LATENESS_MS), fc.integer({ min: LATENESS_MS + 1, max: 60_000 })),
});
const append = fc.record({ events: fc.array(event, { maxLength: 12 }), rejected: fc.nat(3) });

const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("append" as const), append, wait: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("burst" as const), appends: fc.array(append, { minLength: 4, maxLength: 8 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("advance" as const), ms: fc.integer({ min: 1, max: 8_000 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("pause" as const, "resume" as const, "reload" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("restart" as const), gracefully: fc.constantFrom(true, false, false) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("disk" as const), full: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("failCommit" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("forget" as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("settle" as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type Append = typeof append extends fc.Arbitrary<infer A> ? A : never;

/** What was acknowledged, counted by the producer itself. */
interface Told {
  accepted: number;
  duplicates: number;
  rejected: number;
  refused: number;
}

function addsUp(ledger: Ledger): void {
  for (const count of Object.values(ledger)) expect(count).toBeGreaterThanOrEqual(0);
  expect(ledger.received).toBe(ledger.accepted + ledger.duplicates + ledger.rejected);
  expect(ledger.accepted).toBe(ledger.evaluated + ledger.late + ledger.pending);
}

async function send(rig: LedgerRig, told: Told, { events, rejected }: Append): Promise<void> {
  const made = events.map(({ key, ageMs }): NewEvent => {
    const id = key === null ? null : `k${key}`;
    const timestamp = ageMs === null ? null : rig.now() - ageMs;
    return {
      id,
      type: "ledger.test",
      source: `s${(key ?? 0) % 2}`,
      timestamp,
      severity: null,
      value: null,
      userId: null,
      attributes: null,
    };
  });
  try {
    const { accepted, duplicates } = await rig.node().log.append(made, rejected);
    told.accepted += accepted;
    told.duplicates += duplicates.length;
    told.rejected += rejected;
  } catch (error) {
    if (!(error instanceof LogOverloadedError || error instanceof LogUnavailableError)) throw error;
    told.refused++;
  }
}

/** Waits until the effects of what the engine has had are stored: a kill then finds them, but no checkpoint of them. */
async function settle(rig: LedgerRig): Promise<void> {
  const { runtime, faults } = rig.node();
  await eventually(
    () => faults.app.effects.progress(),
    ({ appliedSeq }) => appliedSeq === runtime.status().appliedSeq,
  );
}

/** Removes what a recovery does not need any more. */
async function forget(rig: LedgerRig): Promise<void> {
  const { log, faults } = rig.node();
  const checkpoint = await faults.app.checkpoints.newest();
  if (checkpoint) await log.retain({ beforeMs: rig.now() - LATENESS_MS, throughSeq: checkpoint.seq });
}

/** `sent` takes what is still under way when the step is done. */
async function take(rig: LedgerRig, told: Told, sent: Promise<unknown>[], step: Step): Promise<void> {
  const { runtime, log, faults } = rig.node();
  switch (step.kind) {
    case "append":
      sent.push(send(rig, told, step.append));
      if (step.wait) await sent.at(-1);
      return;
    case "burst":
      for (const each of step.appends) sent.push(send(rig, told, each));
      return;
    case "advance":
      return rig.advance(step.ms);
    case "pause":
    case "resume":
    case "reload":
      // Not while the disk is full, and no reload of a paused engine: both are refused.
      return runtime.control(step.kind, "test").catch(() => {});
    case "restart":
      return rig.restart(step.gracefully);
    case "disk":
      return rig.setDisk(step.full);
    case "settle":
      return settle(rig);
    case "failCommit":
      return faults.failCommits(1);
    case "forget":
      if (log.health() === "open") await forget(rig);
  }
}

async function check(steps: readonly Step[]): Promise<Told> {
  const rig = await createLedgerRig();
  const told: Told = { accepted: 0, duplicates: 0, rejected: 0, refused: 0 };
  const sent: Promise<unknown>[] = [];
  try {
    await rig.node().runtime.submit({ kind: "metric.put", metric: METRIC, actor: "test" });
    for (const step of steps) {
      await take(rig, told, sent, step);
      addsUp(rig.ledger());
    }
    await rig.setDisk(false);
    await Promise.all(sent);
    await rig.node().runtime.control("resume", "test");
    const ledger = await eventually(
      async () => rig.ledger(),
      ({ pending }) => pending === 0,
    );
    addsUp(ledger);
    const { refused, ...acknowledged } = told;
    expect(ledger).toMatchObject(acknowledged);
    const events = [...rig.node().log.entriesAfter(0)].flatMap((entry) => (entry.kind === "event" ? [entry.event] : []));
    const late = events.filter(({ at, timestamp }) => timestamp < at - LATENESS_MS).length;
    if (events.length === ledger.accepted) expect(ledger.late).toBe(late);
    else expect(ledger.late).toBeGreaterThanOrEqual(late);
    await rig.restart(true);
    expect(rig.ledger()).toEqual(ledger);
  } finally {
    await rig.remove();
  }
  return told;
}

it("the ledger adds up after any fault", { timeout: scale(120_000, 3_600_000) }, async () => {
  const seen: Told = { accepted: 0, duplicates: 0, rejected: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const told = await check(steps);
      for (const key of Object.keys(seen) as (keyof Told)[]) seen[key] += told[key];
    }),
    { numRuns: scale(8, 400), interruptAfterTimeLimit: scale(60_000, 1_800_000) },
  );
  // All of the ways that an event can go have been taken.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});
