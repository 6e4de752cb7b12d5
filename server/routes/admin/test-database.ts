import { DatabaseUnreachableError } from "../../../db/ports.ts";
import { databaseHealthSchema } from "../../../shared/admin.ts";
import { ok, route } from "../route.ts";

export const testDatabase = route({
  method: "get",
  path: "/api/db-test/health",
  operationId: "testDatabase",
  summary: "Whether the asked-about database answers",
  access: "admin",
  group: "admin",
  responses: { 200: { description: "Whether it does, and how soon.", schema: databaseHealthSchema } },
  handle: async ({ asked }) => {
    const { dialect } = asked;
    const started = performance.now();
    const latencyMs = await asked.ping().catch((error: unknown) => {
      if (error instanceof DatabaseUnreachableError) return undefined;
      throw error;
    });
    if (latencyMs !== undefined) return ok({ status: "ok", dialect, latencyMs });
    return ok({ status: "unreachable", dialect, latencyMs: Math.round(performance.now() - started) });
  },
});
