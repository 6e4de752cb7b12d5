import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io } from "socket.io-client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSqliteApp } from "../db/database.ts";
import { openSqliteLog } from "../db/log/sqlite-log.ts";
import { scale } from "../shared/testing/scale.ts";
import { eventually, postJson, type SpawnedServer, spawnServer } from "./testing/spawned-server.ts";

/** What an operator's service manager waits for before it kills. */
const WITHIN_MS = 10_000;
const PRODUCERS = 8;
const ROUNDS = scale(1, 10);

let dataDir: string;
let server: SpawnedServer | undefined;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "crowsnest-stop-"));
});
afterEach(async () => {
  await server?.kill();
  await rm(dataDir, { recursive: true, force: true });
});

/** Posts batches one after the other until it is refused; returns why. */
async function produce(url: string, name: string, acknowledged: Set<string>): Promise<string> {
  for (let batch = 0; ; batch++) {
    const events = Array.from({ length: 25 }, (_, n) => ({ id: `${name}-${batch}-${n}`, type: "stop.test", source: name }));
    const answer = await postJson(`${url}/api/v1/alert`, events).catch(() => undefined);
    if (!answer) return "no connection";
    if (answer.status !== 202) return `${answer.status} ${answer.body.code}`;
    for (const { id } of events) acknowledged.add(id);
  }
}

/** A client that sends lines and never comes to an end; resolves when the server has hung up. */
function streamForEver(url: string, run: string): Promise<void> {
  return new Promise((resolve) => {
    const outgoing = request(`${url}/api/v1/alert`, { method: "POST", headers: { "content-type": "application/x-ndjson" } });
    let n = 0;
    const timer = setInterval(() => outgoing.write(`${JSON.stringify({ id: `${run}-${n++}`, type: "stop.test", source: "stream" })}\n`), 2);
    outgoing.on("error", () => {});
    outgoing.on("response", (response) => response.resume());
    outgoing.on("close", () => {
      clearInterval(timer);
      resolve();
    });
  });
}

async function stopInTime(running: SpawnedServer): Promise<number | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`the server did not stop within ${WITHIN_MS} ms`)), WITHIN_MS);
  });
  return Promise.race([running.stop(), late]).finally(() => clearTimeout(timer));
}

/** What the files say once nobody holds them. */
async function leftBehind() {
  const log = await openSqliteLog({ file: join(dataDir, "log.sqlite"), now: Date.now });
  const app = await openSqliteApp({ file: join(dataDir, "app.sqlite") });
  try {
    const ids = [...log.entriesAfter(0)].flatMap((entry) => (entry.kind === "event" ? [entry.event.id] : []));
    const { items: generators } = await app.generators.list({ limit: 500 });
    return {
      ids: new Set(ids),
      stored: ids.length,
      seq: log.position().seq,
      counters: log.counters(),
      progress: await app.effects.progress(),
      checkpoint: await app.checkpoints.newest(),
      workers: await app.workers.list(),
      generators: new Set(generators.map(({ state }) => state)),
    };
  } finally {
    await log.close();
    await app.close();
  }
}

it("a server that is stopped under load loses nothing, leaves nothing to be done and ends in time", async () => {
  const acknowledged = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const running = await spawnServer(dataDir);
    server = running;
    const socket = io(running.url, { transports: ["websocket"], reconnection: false });
    const gone = new Promise((resolve) => socket.once("disconnect", resolve));
    await new Promise((resolve) => socket.once("connect", () => resolve(undefined)));
    expect((await postJson(`${running.url}/api/v1/alerts/generators`, { scenario: "burst", rate: 1_000, duration: "1h" })).status).toBe(
      201,
    );
    const before = acknowledged.size;
    const producers = Array.from({ length: PRODUCERS }, (_, n) => produce(running.url, `r${round}-p${n}`, acknowledged));
    const stream = streamForEver(running.url, `r${round}`);
    await eventually(
      async () => acknowledged.size,
      (size) => size > before + 3_000,
    );

    expect(await stopInTime(running)).toBe(0);
    for (const reason of await Promise.all(producers)) expect(["503 shutting_down", "no connection"]).toContain(reason);
    await Promise.all([stream, gone]);

    const left = await leftBehind();
    expect([...acknowledged].filter((id) => !left.ids.has(id))).toEqual([]);
    const { received, accepted, duplicates, rejected } = left.counters;
    expect(received).toBe(accepted + duplicates + rejected);
    expect(accepted).toBe(left.stored);
    expect(left.progress.evaluated + left.progress.late).toBe(accepted);
    expect([left.progress.appliedSeq, left.checkpoint?.seq]).toEqual([left.seq, left.seq]);
    expect(left.workers).toEqual([]);
    expect([...left.generators]).toEqual(["interrupted"]);
  }
}, 300_000);
