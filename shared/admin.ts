import { z } from "zod";
import { columnSchema, maxRowsSchema, QUESTION_LIMITS, rowSchema } from "./answers.ts";
import { isoSchema } from "./time.ts";

export const auditEntrySchema = z
  .object({ id: z.int(), at: isoSchema, actor: z.string(), action: z.string(), target: z.string(), detail: z.unknown() })
  .meta({ id: "AuditEntry" });

export const sqlInputSchema = z
  .strictObject({ sql: z.string().min(1).max(QUESTION_LIMITS.sqlBytes), maxRows: maxRowsSchema.optional() })
  .meta({ id: "SqlInput", description: "One read-only SELECT over the catalog's tables." });

export const rowsSchema = z
  .object({
    columns: z.array(columnSchema),
    rows: z.array(rowSchema),
    rowCount: z.int(),
    truncated: z.boolean(),
    durationMs: z.number(),
  })
  .meta({ id: "Rows" });

export const databaseHealthSchema = z
  .object({ status: z.enum(["ok", "unreachable"]), dialect: z.enum(["sqlite", "postgres"]), latencyMs: z.number() })
  .meta({ id: "DatabaseHealth" });

export const tableListSchema = z.object({ items: z.array(z.object({ name: z.string(), rowCount: z.int() })) }).meta({ id: "TableList" });

export const redisInfoSchema = z.object({ items: z.record(z.string(), z.string()) }).meta({ id: "RedisInfo" });
export const redisPingSchema = z.object({ status: z.literal("ok"), latencyMs: z.number() }).meta({ id: "RedisPing" });
