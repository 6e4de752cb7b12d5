import { z } from "zod";
import {
  databaseHealthSchema,
  redisInfoSchema,
  redisPingSchema,
  rowsSchema,
  sqlInputSchema,
  tableListSchema,
} from "../../../shared/admin.ts";
import { catalogAnswerSchema } from "../../../shared/catalog-answer.ts";
import type { Route } from "../route.ts";
import { planned } from "./planned.ts";

const admin = { access: "admin", group: "admin" } as const;

export const PLANNED_ADMIN: readonly Route[] = [
  planned({
    ...admin,
    method: "get",
    path: "/api/db-test/health",
    operationId: "testDatabase",
    summary: "Whether the asked-about database answers",
    returns: databaseHealthSchema,
  }),
  planned({
    ...admin,
    method: "get",
    path: "/api/db-test/schema",
    operationId: "getDatabaseSchema",
    summary: "The catalog's tables as the database has them",
    returns: catalogAnswerSchema,
  }),
  planned({
    ...admin,
    method: "get",
    path: "/api/db-test/tables",
    operationId: "listTables",
    summary: "The catalog's tables and their sizes",
    returns: tableListSchema,
  }),
  planned({
    ...admin,
    method: "get",
    path: "/api/db-test/tables/{name}",
    operationId: "getTableRows",
    summary: "Some rows of a table",
    query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
    returns: rowsSchema,
  }),
  planned({
    ...admin,
    method: "post",
    path: "/api/db-test/query",
    operationId: "runSql",
    summary: "Runs one read-only SELECT behind the guard that generated SQL passes",
    body: sqlInputSchema,
    returns: rowsSchema,
  }),
  planned({
    ...admin,
    method: "get",
    path: "/redis-test/ping",
    operationId: "pingRedis",
    summary: "Whether Redis answers",
    returns: redisPingSchema,
  }),
  planned({
    ...admin,
    method: "get",
    path: "/redis-test/info",
    operationId: "getRedisInfo",
    summary: "What Redis says of itself",
    returns: redisInfoSchema,
  }),
  planned({
    ...admin,
    method: "post",
    path: "/redis-test/read-write",
    operationId: "testRedisReadWrite",
    summary: "Writes a key, reads it back and removes it",
    returns: redisPingSchema,
  }),
];
