import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { handClock, newEvent, temporaryFolder } from "../contract/fixtures.ts";
import type { EventLog } from "../ports.ts";
import { type LogRange, readLogRange } from "./log-range.ts";
import { openSqliteLog } from "./sqlite-log.ts";

const ALL: LogRange = { from: 0, to: 1e15, types: ["*"], attributes: true, countFrom: 0, latenessMs: 1_000 };

let folder: ReturnType<typeof temporaryFolder>;
let log: EventLog;
const clock = handClock(10_000);
beforeEach(async () => {
  folder = temporaryFolder();
  clock.set(10_000);
  log = await openSqliteLog({ file: join(folder.path, "log.sqlite"), now: clock.now, minFreeBytes: 0, ballastBytes: 0 });
});
afterEach(async () => {
  await log.close();
  folder.remove();
});

async function append(at: number, types: readonly string[], age = 0): Promise<void> {
  clock.set(at);
  await log.append(
    types.map((type) => newEvent({ type, timestamp: at - age, attributes: { at } })),
    0,
  );
}

const read = (range: Partial<LogRange>) => [...readLogRange(join(folder.path, "log.sqlite"), { ...ALL, ...range })];
const events = (range: Partial<LogRange>) => read(range).flatMap((page) => page.events);
const counted = (range: Partial<LogRange>) => read(range).reduce((sum, page) => sum + page.counted, 0);

describe("a range of the log", () => {
  it("has the events of commits from one time to another, both included", async () => {
    for (const at of [10_000, 20_000, 20_000, 30_000, 40_000]) await append(at, ["a", "b"]);
    const times = (from: number, to: number) => [...new Set(events({ from, to }).map(({ at }) => at))];
    expect(times(0, 1e15)).toEqual([10_000, 20_000, 30_000, 40_000]);
    expect(times(20_000, 30_000)).toEqual([20_000, 30_000]);
    expect(times(20_001, 29_999)).toEqual([]);
    expect(times(40_001, 1e15)).toEqual([]);
    expect(times(0, 9_999)).toEqual([]);
    expect(events({ from: 20_000, to: 20_000 })).toEqual(
      [...log.entriesAfter(2)].slice(0, 4).flatMap((entry) => ("event" in entry ? entry.event : [])),
    );
  });

  it("has only the types that are wanted", async () => {
    await append(10_000, ["login.failed", "login.ok", "logout", "payment.failed"]);
    await log.appendControl({ kind: "metric.delete", metricId: "m", actor: "a" });
    const types = (...wanted: string[]) => events({ types: wanted }).map(({ type }) => type);
    expect(types("login.*")).toEqual(["login.failed", "login.ok"]);
    expect(types("log*", "payment.failed")).toEqual(["login.failed", "login.ok", "logout", "payment.failed"]);
    expect(types("login")).toEqual([]);
    expect(types("x", "*")).toHaveLength(4);
  });

  it("counts events of every type that were on time", async () => {
    await append(10_000, ["a", "b", "c"]);
    await append(20_000, ["a", "b"], 1_000);
    await append(30_000, ["a"], 1_001);
    expect(counted({ types: ["a"] })).toBe(5);
    expect(counted({ types: ["a"], countFrom: 20_000 })).toBe(2);
  });

  it("leaves attributes unread where nobody wants them", async () => {
    await append(10_000, ["a"]);
    expect(events({})[0]?.attributes).toEqual({ at: 10_000 });
    expect(events({ attributes: false })[0]?.attributes).toBeNull();
  });

  it("comes in pages that tell how far it is", async () => {
    for (let n = 0; n < 5; n++) await append(10_000 + n, Array(1_000).fill("a"));
    const pages = read({ from: 10_001 });
    expect(pages.map(({ share, at }) => [share, at])).toEqual([
      [0.25, 10_001],
      [0.5, 10_002],
      [0.75, 10_003],
      [1, 10_004],
    ]);
  });

  it("of an empty log is empty", () => expect(read({})).toEqual([]));
});
