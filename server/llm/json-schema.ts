import { z } from "zod";
import type { JsonSchema, Provider } from "./ports.ts";

/** What a reply must look like, as a provider takes it. */
export function jsonSchemaFor(provider: Provider, schema: z.ZodType): JsonSchema {
  // Gemini knows OpenAPI's `nullable` and no other keys about types; OpenAI wants JSON Schema with every object closed.
  if (provider === "gemini") return z.toJSONSchema(schema, { target: "openapi-3.0", reused: "inline" });
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { reused: "ref" });
  return json;
}
