import { z } from "zod";
import { healthCheckSchema } from "./api.ts";
import { isoSchema } from "./time.ts";

export const configOriginSchema = z.enum(["default", ".env", "environment"]).meta({ id: "ConfigOrigin" });
export type ConfigOrigin = z.infer<typeof configOriginSchema>;

export const configVariableSchema = z
  .object({
    name: z.string().meta({ example: "RETENTION_DAYS" }),
    value: z
      .string()
      .nullable()
      .meta({ description: "The text in force, its secrets masked; null when it is not set and has no default." }),
    origin: configOriginSchema,
    description: z.string(),
    fallback: z.string().optional().meta({ description: "What holds when the variable is not set, in words where it depends on others." }),
    secret: z.boolean().meta({ description: "Whether some of the value is masked, or would be." }),
  })
  .meta({ id: "ConfigVariable" });
export type ConfigVariable = z.infer<typeof configVariableSchema>;

/** `GET /api/v1/system/config`: the configuration that this run of the server works with. */
export const systemConfigSchema = z.object({ items: z.array(configVariableSchema) }).meta({ id: "SystemConfig" });
export type SystemConfig = z.infer<typeof systemConfigSchema>;

/** The names under `checks` of `/health`. */
export const DEPENDENCIES = ["database", "appDatabase", "cache", "llm", "stream"] as const;
export type DependencyName = (typeof DEPENDENCIES)[number];

export const dependencySchema = z
  .object({
    name: z.enum(DEPENDENCIES),
    ...healthCheckSchema.shape,
    since: isoSchema.meta({ description: "Since when it has been in this state, as far as this run of the server has seen." }),
    checkedAt: isoSchema,
    lastError: z
      .object({ at: isoSchema, detail: z.string() })
      .nullable()
      .meta({ description: "When it was last seen in trouble in this run, and what was wrong; null when it never was." }),
  })
  .meta({ id: "Dependency" });
export type Dependency = z.infer<typeof dependencySchema>;

/** `GET /api/v1/system/dependencies`. */
export const dependenciesSchema = z.object({ items: z.array(dependencySchema) }).meta({ id: "Dependencies" });
export type Dependencies = z.infer<typeof dependenciesSchema>;
