import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogEntry } from "../../shared/log.ts";
import { InputFeed } from "./input-feed.ts";

const COUNTERS = { received: 0, accepted: 0, duplicates: 0, rejected: 0 };

type Kind = "event" | "engine.pause" | "engine.resume";

function entryOf(kind: Kind, seq: number): LogEntry {
  if (kind !== "event") return { kind: "control", seq, at: seq * 10, control: { kind, actor: "admin" } };
  const event = {
    seq,
    id: `e${seq}`,
    type: "a.b",
    source: "test",
    timestamp: seq,
    at: seq * 10,
    severity: null,
    value: null,
    userId: null,
    attributes: null,
  };
  return { kind: "event", seq, at: seq * 10, event };
}

/** A log in memory in front of a feed whose engine only knows whether it is paused. */
function setUp() {
  const entries: LogEntry[] = [];
  const given: number[] = [];
  let paused = false;
  const feed = new InputFeed(
    {
      log: { entriesAfter: (seq) => entries.filter((entry) => entry.seq > seq) },
      paused: () => paused,
      next: ({ input, seq }) => {
        if (input.kind === "engine.pause") paused = true;
        if (input.kind === "engine.resume") paused = false;
        given.push(...(input.kind === "events" ? input.events.map((event) => event.seq) : [seq]));
      },
      drain: () => Promise.resolve(),
      onError: (error) => {
        throw error;
      },
    },
    { throughSeq: 0, since: undefined },
  );
  const commit = (kinds: readonly Kind[]) => {
    const batch = kinds.map((kind, index) => entryOf(kind, entries.length + index + 1));
    entries.push(...batch);
    feed.take({ at: 0, entries: batch, counters: COUNTERS });
  };
  return { feed, entries, given, commit };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const kind = fc.constantFrom<Kind>("event", "event", "event", "engine.pause", "engine.resume");

describe("the feed", () => {
  it("holds back what follows a pause, and catches up at the resume", async () => {
    const { feed, given, commit } = setUp();
    commit(["event", "engine.pause", "event"]);
    commit(["event"]);
    expect(given).toEqual([1, 2]);
    expect(feed.heldSince).toBe(30);
    commit(["engine.resume", "event"]);
    await settled();
    expect(given).toEqual([1, 2, 3, 4, 5, 6]);
    expect([feed.flowing, feed.heldSince]).toEqual([true, undefined]);
  });

  it("gives each entry once and in order, whatever the pauses, and everything up to the last one that holds", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(kind, { minLength: 1, maxLength: 6 }), { maxLength: 12 }),
        fc.array(fc.nat(11)),
        async (batches, gaps) => {
          const { feed, entries, given, commit } = setUp();
          for (const [index, batch] of batches.entries()) {
            commit(batch);
            if (gaps.includes(index)) await settled();
          }
          await settled();
          const kinds = batches.flat();
          const lastResume = kinds.lastIndexOf("engine.resume");
          const pause = kinds.findIndex((each, index) => each === "engine.pause" && index > lastResume);
          const end = pause < 0 ? kinds.length : pause + 1;
          expect(given).toEqual(entries.slice(0, end).map(({ seq }) => seq));
          expect(feed.flowing).toBe(pause < 0);
        },
      ),
    );
  });

  it("tells when an entry has been reached", async () => {
    const { feed, commit } = setUp();
    commit(["engine.pause", "event", "event"]);
    const reached: number[] = [];
    void feed.reached(1).then(() => reached.push(1));
    void feed.reached(3).then(() => reached.push(3));
    await settled();
    expect(reached).toEqual([1]);
    commit(["engine.resume"]);
    await settled();
    expect(reached).toEqual([1, 3]);
  });
});
