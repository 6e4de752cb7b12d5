import { describe, expect, test } from "vitest";
import type { ControlEntry } from "../../shared/log.ts";
import { BadCursorError, type EventFilter, type EventLog } from "../ports.ts";
import { allEntries, newEvent, newEvents } from "./fixtures.ts";
import { type LogPlace, useLogPlace } from "./log-harness.ts";

const CONTROL: ControlEntry = { kind: "alert.action", alertId: "a-1", action: { action: "note", text: "seen" }, actor: "ann" };

/** Reads the list to its end; also checks that the pages have no more than `limit` items. */
function readAll(log: EventLog, filter: EventFilter, limit: number): number[] {
  const seqs: number[] = [];
  let cursor: string | undefined;
  do {
    const page = log.list(filter, { limit, cursor });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seqs.push(...page.items.map((event) => event.seq));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return seqs;
}

/** What every event log does when it is read. */
export function describeEventLogReads(name: string, make: () => Promise<LogPlace>): void {
  describe(`${name}: reading the event log`, () => {
    const { open } = useLogPlace(make);

    test("iterates over more than a page, from anywhere, while appends go on", async () => {
      const log = await open();
      await log.append(newEvents(1_300, "a"), 0);
      await log.appendControl(CONTROL);
      const iterator = log.entriesAfter(700)[Symbol.iterator]();
      expect(iterator.next().value).toMatchObject({ seq: 701, kind: "event" });
      await log.append(newEvents(3, "b"), 0);
      const seqs: number[] = [];
      for (let step = iterator.next(); !step.done; step = iterator.next()) seqs.push(step.value.seq);
      expect(seqs).toEqual(Array.from({ length: 603 }, (_, index) => 702 + index));
      expect(allEntries(log, 1_300)[0]).toMatchObject({ seq: 1_301, kind: "control", control: CONTROL });
      expect(allEntries(log, 1_304)).toEqual([]);
    });

    test("an iteration that is left early can be started again", async () => {
      const log = await open();
      await log.append(newEvents(5, "a"), 0);
      for (const entry of log.entriesAfter(0)) if (entry.seq === 2) break;
      expect(allEntries(log)).toHaveLength(5);
    });

    test("lists newest first, in pages without loss or repeat, control entries left out", async () => {
      const log = await open();
      for (let round = 0; round < 4; round++) {
        await log.append(newEvents(5, `r${round}-`), 0);
        await log.appendControl(CONTROL);
      }
      const events = allEntries(log).flatMap((entry) => (entry.kind === "event" ? [entry.seq] : []));
      for (const limit of [1, 3, 20, 500]) expect(readAll(log, {}, limit)).toEqual(events.toReversed());
      expect(log.list({}, { limit: 20 }).nextCursor).toBeNull();
    });

    test("new events do not disturb a list that is being read", async () => {
      const log = await open();
      await log.append(newEvents(6, "a"), 0);
      const page = log.list({}, { limit: 4 });
      await log.append(newEvents(6, "b"), 0);
      expect(log.list({}, { limit: 4, cursor: page.nextCursor ?? "" }).items.map((event) => event.seq)).toEqual([2, 1]);
    });

    test("a rare match is found beyond the rows that one page looks at", async () => {
      const log = await open();
      await log.append([newEvent({ source: "rare" })], 0);
      for (let round = 0; round < 12; round++) await log.append(newEvents(10_000, `${round}-`), 0);
      expect(log.list({ source: "rare" }, { limit: 5 })).toMatchObject({ items: [], nextCursor: expect.any(String) });
      expect(readAll(log, { source: "rare" }, 5)).toEqual([1]);
      expect(log.list({ seqs: [1] }, { limit: 5 })).toMatchObject({ items: [{ seq: 1 }], nextCursor: null });
    });

    test.each(["", "0", "-1", "x", "1.5", "99999999999999999999"])("refuses the cursor %j", async (cursor) => {
      const log = await open();
      expect(() => log.list({}, { limit: 5, cursor })).toThrow(BadCursorError);
    });

    describeFilters(open);
  });
}

function describeFilters(open: () => Promise<EventLog>): void {
  const events = [
    newEvent({ type: "login.failed", source: "auth", timestamp: 100, userId: "Zoë-7", attributes: { note: 'said "50% off"' } }),
    newEvent({ type: "login.ok", source: "auth", timestamp: 200, id: "AB_c" }),
    newEvent({ type: "payment.failed", source: "pay", timestamp: 300, attributes: { Country: "RO" } }),
    newEvent({ type: "payment", source: "pay", timestamp: 400, id: "ABxc" }),
  ];
  const cases: [EventFilter, number[]][] = [
    [{ type: "login.failed" }, [1]],
    [{ type: "login.*" }, [2, 1]],
    [{ type: "payment*" }, [4, 3]],
    [{ type: "*" }, [4, 3, 2, 1]],
    [{ type: "login" }, []],
    [{ source: "pay", type: "payment" }, [4]],
    [{ from: 200, to: 400 }, [3, 2]],
    [{ q: "FAILED" }, [3, 1]],
    [{ q: "ab_C" }, [2]],
    [{ q: '"50% OFF"' }, [1]],
    [{ q: "50%off" }, []],
    [{ q: "country" }, [3]],
    [{ q: "zoË" }, [1]],
    [{ q: "pay", source: "auth" }, []],
    [{ seqs: [4, 2, 99] }, [4, 2]],
    [{ seqs: [] }, []],
    [{ seqs: [1, 2, 3], source: "pay" }, [3]],
  ];
  test.each(cases)("the filter %j", async (filter, expected) => {
    const log = await open();
    await log.append(events, 0);
    expect(readAll(log, filter, 1)).toEqual(expected);
    expect(readAll(log, filter, 50)).toEqual(expected);
  });
}
