import { z } from "zod";
import { domainSchema } from "./metrics.ts";

export const catalogColumnSchema = z
  .object({
    name: z.string(),
    type: z.enum(["integer", "number", "string", "boolean", "timestamp"]),
    nullable: z.boolean(),
    label: z.string(),
    description: z.string().optional(),
    synonyms: z.array(z.string()),
    /** The values a column may have, where there are few. */
    values: z.array(z.object({ value: z.string(), synonyms: z.array(z.string()) })).optional(),
    references: z.object({ table: z.string(), column: z.string() }).optional(),
    unit: z.string().optional(),
  })
  .meta({ id: "CatalogColumn" });
export type CatalogColumn = z.infer<typeof catalogColumnSchema>;

export const catalogTableSchema = z
  .object({
    name: z.string(),
    label: z.string(),
    description: z.string(),
    synonyms: z.array(z.string()),
    rowCount: z.int().optional(),
    columns: z.array(catalogColumnSchema),
  })
  .meta({ id: "CatalogTable" });
export type CatalogTable = z.infer<typeof catalogTableSchema>;

export const catalogSchema = z
  .object({
    name: z.string(),
    dialect: z.enum(["sqlite", "postgres"]),
    domains: z.array(z.object({ name: domainSchema, label: z.string(), description: z.string() })),
    tables: z.array(catalogTableSchema),
    examples: z.array(z.object({ domain: domainSchema, question: z.string() })),
  })
  .meta({ id: "Catalog" });
export type Catalog = z.infer<typeof catalogSchema>;
