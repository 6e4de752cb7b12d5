import type { WorkerRecord } from "../../../db/ports.ts";
import { type EngineStatus, engineStatusSchema, WORKER_STALE_MS, type WorkerView } from "../../../shared/api.ts";
import { toIso } from "../../../shared/time.ts";
import { ok, route } from "../route.ts";
import type { Services } from "../services.ts";

function workerView({ id, startedAt, heartbeatAt }: WorkerRecord, now: number): WorkerView {
  const state = now - heartbeatAt > WORKER_STALE_MS ? "stale" : "alive";
  return { id, startedAt: toIso(startedAt), heartbeatAt: toIso(heartbeatAt), state };
}

export async function readEngineStatus({ runtime, app, generators, identity, now }: Services): Promise<EngineStatus> {
  const workers = await app.workers.list();
  const { pending: _pending, ...status } = runtime.status();
  return {
    ...status,
    windowBackend: "memory",
    startedAt: toIso(identity.startedAt),
    workers: workers.map((worker) => workerView(worker, now())),
    generators: generators.running(),
  };
}

export const getEngineStatus = route({
  method: "get",
  path: "/api/v1/alerts/status",
  operationId: "getEngineStatus",
  summary: "What the engine is doing, and the ledger of all events",
  access: "viewer",
  group: "engine",
  responses: { 200: { description: "The engine's state.", schema: engineStatusSchema } },
  handle: async (services) => ok(await readEngineStatus(services)),
});
