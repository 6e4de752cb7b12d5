import { auditEntrySchema } from "../../../shared/admin.ts";
import { pageQuerySchema, pageSchema } from "../../../shared/api.ts";
import { toIso } from "../../../shared/time.ts";
import { ok, route } from "../route.ts";

export const listAudit = route({
  method: "get",
  path: "/api/v1/audit",
  operationId: "listAudit",
  summary: "Who changed what, the newest first",
  access: "admin",
  group: "admin",
  query: pageQuerySchema,
  responses: { 200: { description: "A page of the audit log.", schema: pageSchema(auditEntrySchema) } },
  handle: async ({ app }, { query }) => {
    const { items, nextCursor } = await app.audit.list(query);
    return ok({ items: items.map((entry) => ({ ...entry, at: toIso(entry.at) })), nextCursor });
  },
});
