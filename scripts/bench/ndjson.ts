import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Benchmark } from "./harness.ts";
import { compare } from "./harness.ts";
import { measure, startCrowsnest } from "./processes.ts";
import { createMetrics, LOAD_METRICS, loadEvent } from "./workload.ts";

const CHUNK_LINES = 500;

function chunks(count: number): Buffer[] {
  const run = randomUUID().slice(0, 8);
  const made: Buffer[] = [];
  for (let start = 0; start < count; start += CHUNK_LINES) {
    const lines = Array.from({ length: Math.min(CHUNK_LINES, count - start) }, (_, i) => JSON.stringify(loadEvent(start + i, run)));
    made.push(Buffer.from(`${lines.join("\n")}\n`));
  }
  return made;
}

async function ledger(url: string): Promise<{ accepted: number; evaluated: number; late: number }> {
  const response = await fetch(`${url}/api/v1/alerts/status`);
  const status = (await response.json()) as { ledger: { accepted: number; evaluated: number; late: number } };
  return status.ledger;
}

function stream(url: string, body: readonly Buffer[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/api/v1/alert`, { method: "POST", headers: { "content-type": "application/x-ndjson" } }, (response) => {
      response.resume();
      response.on("end", () => (response.statusCode === 202 ? resolve() : reject(new Error(`answered ${response.statusCode}`))));
    });
    sent.on("error", reject);
    Readable.from(body).pipe(sent);
  });
}

/** Events a second from the first byte sent until all are durable and evaluated. */
async function ingest(url: string, count: number): Promise<number> {
  const body = chunks(count);
  const before = await ledger(url);
  const started = performance.now();
  await stream(url, body);
  let now = await ledger(url);
  while (now.evaluated + now.late < before.evaluated + before.late + count) now = await ledger(url);
  if (now.late > before.late) throw new Error("events of the benchmark were late");
  return count / ((performance.now() - started) / 1_000);
}

/** The same events parsed and inserted by one loop in a process of its own. */
function bareLoop(file: string, count: number): Promise<number> {
  return measure(
    "bare/insert-loop",
    [file],
    chunks(count).map((chunk) => chunk.toString()),
  );
}

/** A stream of lines, durable and evaluated, against a loop of JSON.parse and insert into the same table. */
export const ndjson: Benchmark = {
  name: "ndjson",
  run: async ({ quick, say }) => {
    const ours = await startCrowsnest();
    const folder = await mkdtemp(join(tmpdir(), "crowsnest-bench-loop-"));
    try {
      await createMetrics(ours.url, LOAD_METRICS);
      const count = quick ? 50_000 : 300_000;
      await ingest(ours.url, 20_000);
      say(`NDJSON, ${count} events a side and round`);
      const file = join(folder, "loop.sqlite");
      const figures = await compare(
        quick ? 1 : 5,
        () => ingest(ours.url, count),
        () => bareLoop(file, count),
      );
      const note =
        "durable and evaluated by 20 metrics, against JSON.parse + better-sqlite3 insert, same columns and unique key, WAL, FULL, 1,000 a transaction";
      return [{ name: "NDJSON ingest", unit: "events/s", better: "higher", target: 0.5, note, ...figures }];
    } finally {
      await ours.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
