import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BacktestProgress, MetricPreview } from "../../shared/backtest.ts";
import { metricOf, T0 } from "../../streams/testing/fixtures.ts";
import { createBacktests } from "./backtests.ts";
import { BacktestCancelledError, type BacktestRequest, type Backtests } from "./ports.ts";
import { newEvent, type RecordedLog, recordLog } from "./testing/recorded-log.ts";

const EVENTS = 60_000;
const REQUEST: BacktestRequest = {
  from: T0,
  to: T0 + 3_600_000,
  metric: metricOf({ groupBy: ["userId"], condition: { op: "gt", threshold: 1e6 } }),
  variants: [],
  compareTo: undefined,
};

let log: RecordedLog;
const open: Backtests[] = [];
beforeAll(async () => {
  log = await recordLog();
  for (let n = 0; n < EVENTS; n += 5_000) {
    await log.append(
      T0 + n,
      Array.from({ length: 5_000 }, (_, i) => newEvent(T0 + n, { userId: String(i % 500) })),
    );
  }
});
afterAll(async () => {
  await Promise.all(open.map((backtests) => backtests.stop()));
  await log.close();
});

function create(options: Partial<Parameters<typeof createBacktests>[0]> = {}): Backtests {
  const backtests = createBacktests({ file: log.file, latenessMs: 30_000, ...options });
  open.push(backtests);
  return backtests;
}

const forEver = new AbortController().signal;

/** Starts a run that says when its thread has begun to read. */
function begin(backtests: Backtests, request = REQUEST) {
  const control = new AbortController();
  const seen: BacktestProgress[] = [];
  const answer = backtests.run(request, { signal: control.signal, onProgress: (progress) => seen.push(progress) });
  return { control, seen, answer };
}

describe("backtests", () => {
  it("run one after the other and tell how far they are", async () => {
    const backtests = create();
    const runs = [begin(backtests), begin(backtests), begin(backtests)];
    for (const { answer, seen } of runs) {
      expect((JSON.parse(await answer) as MetricPreview).evaluatedEvents).toBe(EVENTS);
      expect(seen[0]).toEqual({ share: 0, at: null });
      expect(seen.map(({ share }) => share)).toEqual(seen.map(({ share }) => share).sort((a, b) => a - b));
    }
  });

  it("are refused when too many wait", async () => {
    const backtests = create({ waiting: 1 });
    const runs = [begin(backtests), begin(backtests)];
    await expect(begin(backtests).answer).rejects.toMatchObject({ code: "overloaded", options: { headers: { "Retry-After": "10" } } });
    for (const { answer } of runs) expect(JSON.parse(await answer).evaluatedEvents).toBe(EVENTS);
    expect(JSON.parse(await begin(backtests).answer).evaluatedEvents).toBe(EVENTS);
  });

  it("are cancelled while they run, while they wait and before they begin, and make room", async () => {
    const backtests = create({ waiting: 2 });
    const [running, waiting] = [begin(backtests), begin(backtests)];
    waiting.control.abort();
    await expect(waiting.answer).rejects.toBeInstanceOf(BacktestCancelledError);
    running.control.abort();
    await expect(running.answer).rejects.toBeInstanceOf(BacktestCancelledError);
    await expect(backtests.run(REQUEST, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(BacktestCancelledError);
    expect(JSON.parse(await backtests.run(REQUEST, { signal: forEver })).evaluatedEvents).toBe(EVENTS);
  });

  it("may take so long and no longer", async () => {
    const backtests = create({ limitMs: 1 });
    await expect(begin(backtests).answer).rejects.toMatchObject({ code: "backtest_timeout" });
  });

  it("end with the server", async () => {
    const backtests = create();
    const runs = [begin(backtests), begin(backtests)].map(({ answer }) => expect(answer).rejects.toBeInstanceOf(BacktestCancelledError));
    await backtests.stop();
    await Promise.all(runs);
    await expect(begin(backtests).answer).rejects.toBeInstanceOf(BacktestCancelledError);
  });

  it("whose definition the engine gives up are refused", async () => {
    const variants = [metricOf({}, "v")].map((metric) => ({ ...metric, groupBy: ["no such field"] }));
    await expect(begin(create(), { ...REQUEST, variants }).answer).rejects.toMatchObject({
      code: "invalid",
      options: { errors: [{ path: "metric" }] },
    });
  });

  it("without a log to read fail, and the next one runs", async () => {
    const backtests = create({ file: `${log.file}.none` });
    await expect(begin(backtests).answer).rejects.toThrow("unable to open");
    await expect(begin(backtests).answer).rejects.toThrow("unable to open");
  });
});
