import { rowsSchema, sqlInputSchema } from "../../../shared/admin.ts";
import { ApiError } from "../../http/api-error.ts";
import { storeError } from "../../http/failures.ts";
import { ok, route } from "../route.ts";
import type { Services } from "../services.ts";

const ACTION = "runSql";

/** The audit log keeps what was tried as well as what was done. */
async function recordRefusal({ app, now }: Services, actor: string, sql: string, error: unknown): Promise<void> {
  const refusal = storeError(error);
  const outcome = refusal instanceof ApiError ? refusal.code : "internal";
  await app.audit.record({ at: now(), actor, action: ACTION, target: "sql", detail: { sql, outcome } });
}

export const runSql = route({
  method: "post",
  path: "/api/db-test/query",
  operationId: ACTION,
  summary: "Runs one read-only SELECT behind the guard that generated SQL passes",
  access: "admin",
  group: "admin",
  body: sqlInputSchema,
  responses: { 200: { description: "The rows.", schema: rowsSchema } },
  problems: ["unsafe_sql", "query_failed", "query_timeout", "overloaded", "database_unreachable"],
  handle: async (services, { body: { sql, maxRows }, identity }, gone) => {
    try {
      const rows = await services.asked.runSql(sql, { signal: gone(), ...(maxRows === undefined ? {} : { maxRows }) });
      const { rowCount, durationMs } = rows;
      return { ...ok(rows), target: "sql", detail: { sql, outcome: "ok", rowCount, durationMs } };
    } catch (error) {
      await recordRefusal(services, identity.actor, sql, error);
      throw error;
    }
  },
});
