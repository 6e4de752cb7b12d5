import { tableListSchema } from "../../../shared/admin.ts";
import { ok, route } from "../route.ts";

export const listTables = route({
  method: "get",
  path: "/api/db-test/tables",
  operationId: "listTables",
  summary: "The catalog's tables and their sizes",
  access: "admin",
  group: "admin",
  responses: { 200: { description: "The tables.", schema: tableListSchema } },
  problems: ["query_timeout", "overloaded", "database_unreachable"],
  handle: async ({ asked }, _input, gone) => ok({ items: await asked.tables(gone()) }),
});
