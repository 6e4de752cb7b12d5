import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ControlEntry } from "../../shared/log.ts";
import { scale } from "../../shared/testing/scale.ts";
import type { EventLog } from "../ports.ts";
import { someMetric } from "./app-fixtures.ts";
import { allEntries, handClock, newEvent, newEvents } from "./fixtures.ts";
import { type LogPlace, useLogPlace } from "./log-harness.ts";

const PUT: ControlEntry = { kind: "metric.put", metric: someMetric(), actor: "ann" };
const PAUSE: ControlEntry = { kind: "engine.pause", actor: "ann" };
const NOTE: ControlEntry = { kind: "alert.action", alertId: "a-1", action: { action: "note", text: "seen" }, actor: "ann" };
const EVERYTHING = { beforeMs: Number.MAX_SAFE_INTEGER, throughSeq: Number.MAX_SAFE_INTEGER };

const seqsOf = (log: EventLog) => allEntries(log).map(({ seq }) => seq);

/** What every event log does with old entries. */
export function describeEventLogRetention(name: string, make: () => Promise<LogPlace>): void {
  describe(`${name}: the retention of the event log`, () => {
    const { open } = useLogPlace(make);
    describeBoundaries(open);
    describeAfterwards(open);
    describeAlongside(open);
    describeRetentionProperty(name, make);
  });
}

type Open = ReturnType<typeof useLogPlace>["open"];

function describeBoundaries(open: Open): void {
  test("removes what is older, in as many steps as it takes, and nothing that is not", async () => {
    const clock = handClock(1_000);
    const log = await open({ now: clock.now });
    await log.append(newEvents(700, "a"), 0);
    clock.set(2_000);
    await log.append(newEvents(20, "b"), 0);
    expect(await log.retain({ ...EVERYTHING, beforeMs: 1_000 })).toBe(0);
    expect(await log.retain({ ...EVERYTHING, beforeMs: 2_000 })).toBe(700);
    expect(seqsOf(log)).toEqual(Array.from({ length: 20 }, (_, index) => 701 + index));
    expect(await log.retain({ ...EVERYTHING, beforeMs: 2_000 })).toBe(0);
  });

  test("keeps what a recovery still needs", async () => {
    const log = await open();
    await log.append(newEvents(10, "a"), 0);
    expect(await log.retain({ ...EVERYTHING, throughSeq: 0 })).toBe(0);
    expect(await log.retain({ ...EVERYTHING, throughSeq: 4 })).toBe(4);
    expect(seqsOf(log)).toEqual([5, 6, 7, 8, 9, 10]);
  });

  test("keeps the newest entry, so that seqs go on", async () => {
    const log = await open();
    expect(await log.retain(EVERYTHING)).toBe(0);
    await log.append(newEvents(3, "a"), 0);
    expect(await log.retain(EVERYTHING)).toBe(2);
    await log.close();
    const again = await open();
    expect(again.position().seq).toBe(3);
    await again.append([newEvent()], 0);
    expect(seqsOf(again)).toEqual([3, 4]);
  });

  test("keeps metric changes and pauses of any age, and lets actions on alerts go", async () => {
    const log = await open();
    await log.appendControl(PUT);
    await log.append(newEvents(300, "a"), 0);
    await log.appendControl(PAUSE);
    await log.appendControl(NOTE);
    await log.append(newEvents(1, "b"), 0);
    expect(await log.retain(EVERYTHING)).toBe(301);
    expect(allEntries(log)).toMatchObject([{ seq: 1, control: PUT }, { seq: 302, control: PAUSE }, { seq: 304 }]);
  });
}

function describeAfterwards(open: Open): void {
  test("the ledger and the position are as before, also after a restart", async () => {
    const log = await open();
    await log.append(newEvents(5, "a"), 2);
    await log.append(newEvents(5, "a"), 0);
    const before = [log.counters(), log.position()];
    await log.retain(EVERYTHING);
    expect([log.counters(), log.position()]).toEqual(before);
    await log.close();
    const again = await open();
    expect([again.counters(), again.position()]).toEqual(before);
  });

  test("an id that has gone may come again; one that is kept may not", async () => {
    const log = await open();
    await log.append(newEvents(4, "a"), 0);
    await log.retain(EVERYTHING);
    expect(await log.append(newEvents(4, "a"), 0)).toEqual({ accepted: 3, duplicates: [3], reused: [] });
    // The keys now belong to the new entries, which stay when the rest of the old ones goes.
    expect(await log.retain({ ...EVERYTHING, throughSeq: 4 })).toBe(1);
    expect(await log.append(newEvents(3, "a"), 0)).toMatchObject({ accepted: 0 });
  });

  test("reads and lists go on from what is left", async () => {
    const log = await open();
    await log.appendControl(PUT);
    for (let round = 0; round < 6; round++) await log.append(newEvents(10_000, `${round}-`), 0);
    expect(await log.retain(EVERYTHING)).toBe(59_999);
    expect(seqsOf(log)).toEqual([1, 60_001]);
    expect(allEntries(log, 1)).toMatchObject([{ seq: 60_001 }]);
    // Not a page for every so many seqs that are no more.
    expect(log.list({}, { limit: 10 })).toMatchObject({ items: [{ seq: 60_001 }], nextCursor: null });
    expect(log.list({ seqs: [7, 60_001] }, { limit: 10 }).items).toHaveLength(1);
  });
}

function describeAlongside(open: Open): void {
  test("appends go on meanwhile", async () => {
    const log = await open();
    await log.append(newEvents(3_000, "a"), 0);
    const last = log.position().seq;
    let over = false;
    const retained = log.retain({ ...EVERYTHING, throughSeq: last }).finally(() => {
      over = true;
    });
    let appended = 0;
    while (!over) appended += (await log.append(newEvents(7, `b${appended}-`), 0)).accepted;
    expect(await retained).toBe(3_000);
    expect(seqsOf(log)).toEqual(Array.from({ length: appended }, (_, index) => last + 1 + index));
    expect(log.counters().accepted).toBe(last + appended);
  });

  test("ends early when it is told to, or when the log is closed", async () => {
    const log = await open();
    await log.append(newEvents(2_000, "a"), 0);
    const abort = new AbortController();
    abort.abort();
    expect(await log.retain({ ...EVERYTHING, signal: abort.signal })).toBe(0);
    const retained = log.retain(EVERYTHING);
    await log.close();
    expect(await retained).toBeLessThan(1_999);
    const again = await open();
    expect(await again.retain(EVERYTHING)).toBe(1_999 - (await retained));
  });
}

const step = fc.oneof(
  fc.record({ append: fc.integer({ min: 1, max: 400 }), later: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ control: fc.constantFrom(PUT, PAUSE, NOTE) }),
  fc.record({ age: fc.integer({ min: 0, max: 6 }), covered: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.constant({ reopen: true }),
);

/** Whatever is appended and removed, what is left is exactly what had to stay. */
function describeRetentionProperty(name: string, make: () => Promise<LogPlace>): void {
  test(`${name}: what is left is what had to stay`, { timeout: scale(60_000, 600_000) }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const place = await make();
        const clock = handClock(10);
        const open = () => place.open({ now: clock.now });
        let log = await open();
        let kept: { seq: number; at: number; goes: boolean }[] = [];
        try {
          for (const each of steps) {
            const seq = log.position().seq + 1;
            if ("append" in each) {
              clock.set(clock.now() + each.later);
              await log.append(newEvents(each.append, `${seq}-`), 0);
              for (let n = 0; n < each.append; n++) kept.push({ seq: seq + n, at: clock.now(), goes: true });
            } else if ("control" in each) {
              await log.appendControl(each.control);
              kept.push({ seq, at: clock.now(), goes: each.control === NOTE });
            } else if ("age" in each) {
              const limits = { beforeMs: clock.now() - each.age, throughSeq: Math.floor(each.covered * (seq - 1)) };
              await log.retain(limits);
              kept = kept.filter(
                (entry) => !entry.goes || entry.at >= limits.beforeMs || entry.seq > limits.throughSeq || entry.seq === seq - 1,
              );
            } else {
              await log.close();
              log = await open();
            }
            expect(seqsOf(log)).toEqual(kept.map((entry) => entry.seq));
          }
        } finally {
          await log.close();
          await place.remove();
        }
      }),
      { numRuns: scale(15, 300) },
    );
  });
}
