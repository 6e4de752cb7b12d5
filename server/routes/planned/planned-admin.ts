import { redisInfoSchema, redisPingSchema } from "../../../shared/admin.ts";
import type { Route } from "../route.ts";
import { planned } from "./planned.ts";

const admin = { access: "admin", group: "admin" } as const;

export const PLANNED_ADMIN: readonly Route[] = [
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
