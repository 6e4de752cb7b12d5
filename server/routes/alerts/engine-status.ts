import { type EngineStatus, engineStatusSchema } from "../../../shared/api.ts";
import { toIso } from "../../../shared/time.ts";
import { ok, route } from "../route.ts";

export const getEngineStatus = route({
  method: "get",
  path: "/api/v1/alerts/status",
  operationId: "getEngineStatus",
  summary: "What the engine is doing, and the ledger of all events",
  access: "viewer",
  group: "engine",
  responses: { 200: { description: "The engine's state.", schema: engineStatusSchema } },
  handle: ({ runtime, identity, now }) => {
    const { pending: _pending, ...status } = runtime.status();
    const startedAt = toIso(identity.startedAt);
    const answer: EngineStatus = {
      ...status,
      windowBackend: "memory",
      startedAt,
      workers: [{ id: identity.workerId, startedAt, heartbeatAt: toIso(now()) }],
      generators: [],
    };
    return ok(answer);
  },
});
