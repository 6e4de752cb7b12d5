import { z } from "zod";
import { ledgerSchema } from "./events.ts";
import { generatorSchema } from "./generators.ts";
import { isoSchema } from "./time.ts";

export const PAGE = { defaultLimit: 50, maxLimit: 500 } as const;

/** `?limit=` and `?cursor=` of every list. */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(PAGE.maxLimit).default(PAGE.defaultLimit),
  cursor: z.string().max(500).optional(),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

/** A page of a list, newest first; `nextCursor` is null on the last one. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export function pageSchema<S extends z.ZodType>(item: S) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** Lists that a channel continues also say which position of the channel they are current to. */
export function livePageSchema<S extends z.ZodType>(item: S) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), streamSeq: z.int() });
}

export const ROLES = ["producer", "viewer", "operator", "admin"] as const;
export const roleSchema = z.enum(ROLES).meta({ id: "Role" });
export type Role = z.infer<typeof roleSchema>;

export const healthCheckSchema = z
  .object({
    status: z.enum(["ok", "degraded", "unreachable", "not_configured"]),
    latencyMs: z.number().optional(),
    detail: z.string().optional(),
  })
  .meta({ id: "HealthCheck" });
export type HealthCheck = z.infer<typeof healthCheckSchema>;

export const healthSchema = z
  .object({
    status: z.enum(["ok", "degraded"]),
    version: z.string(),
    uptimeSeconds: z.number(),
    checks: z.object({
      database: healthCheckSchema,
      appDatabase: healthCheckSchema,
      cache: healthCheckSchema,
      llm: healthCheckSchema,
      stream: healthCheckSchema,
    }),
  })
  .meta({ id: "Health" });
export type Health = z.infer<typeof healthSchema>;

/** A worker that has not been heard of for so long is stale, ms. */
export const WORKER_STALE_MS = 30_000;

/** A process of this server; a stale one is forgotten after a while. */
export const workerSchema = z
  .object({ id: z.string(), startedAt: isoSchema, heartbeatAt: isoSchema, state: z.enum(["alive", "stale"]) })
  .meta({ id: "Worker" });
export type WorkerView = z.infer<typeof workerSchema>;

export const engineStatusSchema = z
  .object({
    state: z.enum(["running", "paused", "recovering"]),
    eventsPerSecond: z.number(),
    lagMs: z.number(),
    activeAlerts: z.int(),
    connections: z.int(),
    metrics: z.int(),
    groups: z.int(),
    appliedSeq: z.int(),
    windowBackend: z.enum(["memory", "redis"]),
    startedAt: isoSchema,
    workers: z.array(workerSchema),
    generators: z.array(generatorSchema).meta({ description: "Those that are running." }),
    ledger: ledgerSchema,
  })
  .meta({ id: "EngineStatus" });
export type EngineStatus = z.infer<typeof engineStatusSchema>;

/** Who the request acts as; `GET /api/v1/session` (200 or 401) lets the console know whether to ask for a token. */
export const sessionSchema = z
  .object({ actor: z.string(), role: roleSchema, authRequired: z.boolean(), version: z.string() })
  .meta({ id: "Session" });
export type Session = z.infer<typeof sessionSchema>;
