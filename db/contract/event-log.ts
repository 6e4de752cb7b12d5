import { describe, expect, test } from "vitest";
import type { ControlEntry } from "../../shared/log.ts";
import { type CommittedBatch, type EventLog, LogOverloadedError, LogUnavailableError } from "../ports.ts";
import { allEntries, eventIds, handClock, newEvent, newEvents } from "./fixtures.ts";
import { type LogPlace, useLogPlace } from "./log-harness.ts";

const DELETE: ControlEntry = { kind: "metric.delete", metricId: "m-1", actor: "ann" };

function record(log: EventLog): CommittedBatch[] {
  const batches: CommittedBatch[] = [];
  log.onCommit((batch) => batches.push(batch));
  return batches;
}

/** What every event log does with what is appended. */
export function describeEventLog(name: string, make: () => Promise<LogPlace>): void {
  describe(`${name}: the event log`, () => {
    const place = useLogPlace(make);
    describeAppends(place.open);
    describeStamps(place.open);
    describeDuplicates(place.open);
    describeBounds(place.open);
  });
}

type Open = ReturnType<typeof useLogPlace>["open"];

function describeAppends(open: Open): void {
  test("starts empty", async () => {
    const log = await open();
    expect(log.position()).toEqual({ seq: 0, at: 0 });
    expect(log.counters()).toEqual({ received: 0, accepted: 0, duplicates: 0, rejected: 0 });
    expect(allEntries(log)).toEqual([]);
    expect(log.health()).toBe("open");
  });

  test("keeps concurrent appends in the order of the calls", async () => {
    const log = await open();
    const batches = record(log);
    const calls = Array.from({ length: 40 }, (_, index) => log.append(newEvents(1 + (index % 7), `c${index}-`), 0));
    const expected = Array.from({ length: 40 }, (_, index) => newEvents(1 + (index % 7), `c${index}-`).map((event) => event.id)).flat();
    const results = await Promise.all(calls);
    expect(results.every((result) => result.duplicates.length === 0)).toBe(true);
    expect(eventIds(allEntries(log))).toEqual(expected);
    expect(batches.flatMap((batch) => eventIds(batch.entries))).toEqual(expected);
    expect(batches.length).toBeLessThan(40);
  });

  test("tells the listener before the sender, with what a reader will find", async () => {
    const log = await open();
    const order: string[] = [];
    log.onCommit((batch) => order.push(`commit of ${batch.entries.length}`));
    const batches: CommittedBatch[] = [];
    const full = newEvent({
      id: "e\ud800",
      timestamp: 5,
      severity: "high",
      value: -0,
      userId: "7",
      attributes: { country: "RO", "1": 2, ok: true, none: null, odd: "\ud800é" },
    });
    await log.append([full, newEvent()], 0).then(() => order.push("answer"));
    expect(order).toEqual(["commit of 2", "answer"]);
    log.onCommit((batch) => batches.push(batch));
    await Promise.all([log.append([{ ...full, id: "f\ud800" }], 0), log.appendControl(DELETE), log.append([newEvent()], 2)]);
    expect(allEntries(log, 2)).toStrictEqual(batches.flatMap((batch) => batch.entries));
  });

  test("numbers control entries with the events and keeps them", async () => {
    const log = await open();
    const [, seq] = await Promise.all([log.append(newEvents(2, "a"), 0), log.appendControl(DELETE), log.append(newEvents(1, "b"), 0)]);
    expect(seq).toBe(3);
    expect(allEntries(log).map((entry) => entry.kind)).toEqual(["event", "event", "control", "event"]);
    expect(allEntries(log)[2]).toMatchObject({ seq: 3, control: DELETE });
    expect(log.counters().received).toBe(3);
  });

  test("has lost nothing after a close and goes on numbering", async () => {
    const first = await open();
    const pending = [first.append(newEvents(5, "a"), 3), first.append(newEvents(2, "a"), 0)];
    await first.close();
    await Promise.all(pending);
    expect(first.health()).toBe("closed");
    await expect(first.append([newEvent()], 0)).rejects.toBeInstanceOf(LogUnavailableError);
    const second = await open();
    expect(second.position().seq).toBe(5);
    expect(second.counters()).toEqual({ received: 10, accepted: 5, duplicates: 2, rejected: 3 });
    expect(await second.append(newEvents(6, "a"), 0)).toEqual({ accepted: 1, duplicates: [0, 1, 2, 3, 4], reused: [] });
    expect(allEntries(second).map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("counts rejected events without events to keep", async () => {
    const log = await open();
    const batches = record(log);
    expect(await log.append([], 4)).toEqual({ accepted: 0, duplicates: [], reused: [] });
    expect(batches).toEqual([{ at: 1_000, entries: [], counters: { received: 4, accepted: 0, duplicates: 0, rejected: 4 } }]);
  });

  test("commits a large append whole", async () => {
    const log = await open();
    const batches = record(log);
    await Promise.all([log.append(newEvents(10, "a"), 0), log.append(newEvents(2_500, "b"), 0), log.append(newEvents(990, "c"), 0)]);
    expect(batches.map((batch) => batch.entries.length)).toEqual([10, 2_500, 990]);
  });
}

function describeStamps(open: Open): void {
  test("stamps never decrease, not even across a restart", async () => {
    const clock = handClock(5_000);
    const first = await open({ now: clock.now });
    await first.append([newEvent()], 0);
    clock.set(4_000);
    await first.append([newEvent({ timestamp: 77 })], 0);
    expect(first.position()).toEqual({ seq: 2, at: 5_000 });
    await first.close();
    const second = await open({ now: clock.now });
    await second.append([newEvent()], 0);
    clock.set(6_000);
    await second.append([newEvent()], 0);
    const entries = allEntries(second);
    expect(entries.map((entry) => entry.at)).toEqual([5_000, 5_000, 5_000, 6_000]);
    expect(entries.map((entry) => entry.kind === "event" && entry.event.timestamp)).toEqual([5_000, 77, 5_000, 6_000]);
  });

  test("knows since when the oldest commit is under way", async () => {
    const clock = handClock(5_000);
    const log = await open({ now: clock.now });
    const seen: (number | undefined)[] = [];
    expect(log.inFlightSince()).toBeUndefined();
    const first = log.append([newEvent()], 0);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    seen.push(log.inFlightSince());
    await first;
    expect(log.inFlightSince()).toBeUndefined();
    // The commit may be through before this thread looks again.
    expect([5_000, undefined]).toContain(seen[0]);
  });
}

function describeDuplicates(open: Open): void {
  test("finds repeats in the log, within one append and within one commit", async () => {
    const log = await open();
    await log.append([newEvent({ id: "a" })], 0);
    const results = await Promise.all([
      log.append([newEvent({ id: "b" }), newEvent({ id: "a" }), newEvent({ id: "b" })], 0),
      log.append([newEvent({ id: "b" }), newEvent({ id: "b", source: "other" })], 0),
    ]);
    expect(results).toEqual([
      { accepted: 1, duplicates: [1, 2], reused: [] },
      { accepted: 1, duplicates: [0], reused: [] },
    ]);
    expect(log.counters()).toEqual({ received: 6, accepted: 3, duplicates: 3, rejected: 0 });
  });

  test("an event without id is never a duplicate", async () => {
    const log = await open();
    expect(await log.append([newEvent(), newEvent(), newEvent()], 0)).toMatchObject({ accepted: 3, duplicates: [] });
  });

  const body = newEvent({ id: "a", timestamp: 9, severity: "low", value: 1, userId: "u", attributes: { x: 1, y: "z" } });
  test.each([
    ["the same", {}, false],
    ["no timestamp", { timestamp: null }, false],
    ["other order of attributes", { attributes: { y: "z", x: 1 } }, false],
    ["another timestamp", { timestamp: 10 }, true],
    ["another type", { type: "login.ok" }, true],
    ["another severity", { severity: "high" }, true],
    ["no value", { value: null }, true],
    ["another user", { userId: "v" }, true],
    ["another attribute", { attributes: { x: 1, y: "Z" } }, true],
    ["no attributes", { attributes: null }, true],
  ] as const)("a known key with %s", async (_, change, reused) => {
    const log = await open();
    await log.append([body], 0);
    expect(await log.append([{ ...body, ...change }], 0)).toEqual({ accepted: 0, duplicates: [0], reused: reused ? [0] : [] });
  });
}

function describeBounds(open: Open): void {
  test("refuses what its queue cannot hold, whole, and takes it again later", async () => {
    const log = await open({ queueEvents: 10 });
    const taken = [log.append(newEvents(6, "a"), 0), log.append(newEvents(4, "b"), 0)];
    await expect(log.append(newEvents(1, "c"), 7)).rejects.toBeInstanceOf(LogOverloadedError);
    await Promise.all(taken);
    await log.whenWritable();
    await log.append(newEvents(1, "c"), 0);
    expect(log.counters()).toEqual({ received: 11, accepted: 11, duplicates: 0, rejected: 0 });
  });

  test("takes one append of any size when nothing waits", async () => {
    const log = await open({ queueEvents: 10 });
    expect(await log.append(newEvents(50, "a"), 0)).toMatchObject({ accepted: 50 });
  });

  test("whenWritable waits for room", async () => {
    const log = await open({ queueEvents: 10 });
    let answered = false;
    const append = log.append(newEvents(10, "a"), 0).then(() => {
      answered = true;
    });
    await log.whenWritable();
    await append;
    expect(answered).toBe(true);
    await log.whenWritable();
  });
}
