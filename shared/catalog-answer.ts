import { z } from "zod";
import { columnTypeSchema } from "./catalog.ts";
import { domainSchema } from "./metrics.ts";
import { isoSchema } from "./time.ts";

const answerColumnSchema = z
  .object({
    name: z.string(),
    type: columnTypeSchema,
    nullable: z.boolean(),
    label: z.string(),
    description: z.string().optional(),
    synonyms: z.array(z.string()),
    /** Masked for viewers. */
    sensitive: z.boolean(),
    /** The values the column has, where there are few. */
    values: z.array(z.object({ value: z.string(), synonyms: z.array(z.string()) })).optional(),
    references: z.object({ table: z.string(), column: z.string() }).optional(),
    unit: z.string().optional(),
  })
  .meta({ id: "CatalogColumn" });

const answerTableSchema = z
  .object({
    name: z.string(),
    label: z.string(),
    description: z.string(),
    synonyms: z.array(z.string()),
    /** As of the last profile. */
    rowCount: z.int().optional(),
    columns: z.array(answerColumnSchema),
  })
  .meta({ id: "CatalogTable" });
export type CatalogAnswerTable = z.infer<typeof answerTableSchema>;

/** What `GET /api/v1/catalog` tells. */
export const catalogAnswerSchema = z
  .object({
    name: z.string(),
    dialect: z.enum(["sqlite", "postgres"]),
    domains: z.array(z.object({ name: domainSchema, label: z.string(), description: z.string() })),
    /** Whether these are the demo data that Crowsnest makes itself. */
    demo: z.boolean().optional(),
    /** The newest moment in the data, as of the last profile. */
    newest: isoSchema.optional(),
    tables: z.array(answerTableSchema),
    examples: z.array(z.object({ domain: domainSchema, question: z.string() })),
  })
  .meta({ id: "Catalog" });
export type CatalogAnswer = z.infer<typeof catalogAnswerSchema>;
