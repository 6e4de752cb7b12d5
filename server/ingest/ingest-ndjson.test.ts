import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EventLog, LogOverloadedError, LogUnavailableError } from "../../db/ports.ts";
import { ApiError } from "../http/api-error.ts";
import { ClientGoneError } from "../http/read-body.ts";
import { ingestNdjson } from "./ingest-ndjson.ts";
import { openTestLog } from "./testing/test-log.ts";

const NOW = Date.parse("2026-06-01T00:00:00Z");
const line = (fields: object = {}) => JSON.stringify({ type: "login.failed", source: "auth", ...fields });

let log: EventLog;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ log, close } = await openTestLog(() => NOW));
});
afterEach(() => close());

async function* chunksOf(text: string | Buffer, size = 4_096): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

function ingest(text: string | Buffer, to: EventLog = log) {
  return ingestNdjson({ log: to, now: () => NOW }, chunksOf(text));
}

/** The log as it is, but for some of its methods. */
function withMethods(methods: Partial<EventLog>): EventLog {
  return new Proxy(log, {
    get: (target, name) => {
      const replaced: unknown = Reflect.get(methods, name);
      const own: unknown = Reflect.get(target, name);
      return replaced ?? (typeof own === "function" ? own.bind(target) : own);
    },
  });
}

describe("ingestNdjson", () => {
  it("stores every line and counts over lines that are not blank", async () => {
    const body = [
      line(),
      "",
      line({ id: "a" }),
      "  \r",
      "{broken",
      line({ id: "a" }),
      line({ id: "a", value: 2 }),
      line({ value: "x" }),
    ].join("\n");
    const result = await ingest(body);
    expect(result).toMatchObject({ accepted: 2, duplicates: 2, rejected: 2 });
    expect(result.errors.map(({ index, path }) => [index, path])).toEqual([
      [2, ""],
      [4, "id"],
      [5, "value"],
    ]);
    expect(result.errors[1]?.message).toBe("id_reused");
    expect(log.counters()).toEqual({ received: 6, accepted: 2, duplicates: 2, rejected: 2 });
  });

  it("takes thousands of lines in order", async () => {
    const body = Array.from({ length: 5_000 }, (_, index) => line({ id: String(index), value: index })).join("\r\n");
    expect(await ingest(body)).toEqual({ accepted: 5_000, duplicates: 0, rejected: 0, errors: [] });
    const stored = [...log.entriesAfter(0)].map((entry) => (entry.kind === "event" ? entry.event.value : undefined));
    expect(stored).toEqual(Array.from({ length: 5_000 }, (_, index) => index));
  });

  it("refuses lines that are not UTF-8 or too long, and takes those around them", async () => {
    const bad = Buffer.concat([Buffer.from(`${line()}\n{"type":"a`), Buffer.from([0xff]), Buffer.from(`"}\n`)]);
    const long = line({ attributes: { note: "x".repeat(300_000) } });
    const result = await ingest(Buffer.concat([bad, Buffer.from(`${long}\n${line()}`)]));
    expect(result).toMatchObject({ accepted: 2, rejected: 2 });
    expect(result.errors.map(({ index, message }) => [index, message])).toEqual([
      [1, expect.stringContaining("UTF-8")],
      [2, expect.stringContaining("longer than")],
    ]);
  });

  it("lists a hundred errors and counts them all", async () => {
    const result = await ingest(`${line()}\n${"{}\n".repeat(1_500)}`);
    expect(result).toMatchObject({ accepted: 1, rejected: 1_500 });
    expect(result.errors).toHaveLength(100);
    expect(log.counters().rejected).toBe(1_500);
  });

  it("refuses a body without a valid event, and one without any", async () => {
    await expect(ingest("{}\nnonsense")).rejects.toMatchObject({
      code: "invalid",
      options: { errors: [{ path: "0.type" }, { path: "0.source" }, { path: "1" }] },
    });
    await expect(ingest("\n\n")).rejects.toMatchObject({ code: "invalid" });
    expect(log.counters()).toMatchObject({ received: 2, rejected: 2 });
  });

  it("ends with how many were accepted when the store fails", async () => {
    let appends = 0;
    const failing = withMethods({
      append: async (events, rejected) => {
        appends += 1;
        if (appends > 3) throw new LogUnavailableError("disk full");
        return log.append(events, rejected);
      },
    });
    const error = await ingest(Array.from({ length: 2_000 }, () => line()).join("\n"), failing).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    const { code, options } = error as ApiError;
    expect(code).toBe("storage_unavailable");
    expect(options.headers).toHaveProperty("Retry-After");
    expect(options.members?.accepted).toBe(log.counters().accepted);
    expect(log.counters().accepted).toBeGreaterThan(0);
  });

  it("waits while the log is overloaded instead of giving up", async () => {
    let refusals = 5;
    const overloaded = withMethods({
      append: async (events, rejected) => {
        if (refusals-- > 0) throw new LogOverloadedError("queue full");
        return log.append(events, rejected);
      },
    });
    expect(await ingest([line(), line(), line()].join("\n"), overloaded)).toMatchObject({ accepted: 3 });
  });

  it("reads on only as fast as the log writes", async () => {
    let read = 0;
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    async function* endless(): AsyncGenerator<Buffer> {
      for (; read < 200; read++) yield Buffer.from(`${line()}\n`.repeat(1_000));
    }
    const held = withMethods({ append: (events, rejected) => gate.then(() => log.append(events, rejected)) });
    const result = ingestNdjson({ log: held, now: () => NOW }, endless());
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(read).toBeLessThan(20);
    release();
    expect(await result).toMatchObject({ accepted: 200_000 });
  });

  it("stores a slow producer's lines without waiting for more", async () => {
    async function* slow(): AsyncGenerator<Buffer> {
      yield Buffer.from(`${line()}\n`);
      while (log.counters().accepted === 0) await new Promise(setImmediate);
      yield Buffer.from(`${line()}\n`);
    }
    expect(await ingestNdjson({ log, now: () => NOW }, slow())).toMatchObject({ accepted: 2 });
  });

  it("keeps what was durable when the client goes away in the middle", async () => {
    async function* cut(): AsyncGenerator<Buffer> {
      yield Buffer.from(`${line()}\n{"type": "log`);
      throw new Error("aborted");
    }
    await expect(ingestNdjson({ log, now: () => NOW }, cut())).rejects.toBeInstanceOf(ClientGoneError);
    expect(log.counters()).toMatchObject({ received: 1, accepted: 1, rejected: 0 });
  });
});
