import { z } from "zod";
import { rowsSchema } from "../../../shared/admin.ts";
import { notFound } from "../../http/api-error.ts";
import { ok, route } from "../route.ts";

export const getTableRows = route({
  method: "get",
  path: "/api/db-test/tables/{name}",
  operationId: "getTableRows",
  summary: "The first rows of a table",
  access: "admin",
  group: "admin",
  query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
  responses: { 200: { description: "The rows, by the table's key.", schema: rowsSchema } },
  problems: ["query_timeout", "overloaded", "database_unreachable"],
  handle: async ({ asked }, { params: { name = "" }, query: { limit } }, gone) => {
    const rows = await asked.tableRows(name, limit, gone());
    if (rows === undefined) throw notFound("table of that name in the catalog");
    return ok(rows);
  },
});
