import { z } from "zod";
import { instantSchema } from "../../shared/time.ts";

/** A comma list in a query, each item of the given schema: `?status=firing,acknowledged`. */
export function commaList<S extends z.ZodType<unknown, string>>(item: S, of: string) {
  return z
    .string()
    .max(2_000)
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    )
    .pipe(z.array(item).max(100))
    .meta({ description: `A comma list of ${of}.` });
}

/** An instant in a query, where digits alone are epoch milliseconds. */
export const instantQuerySchema = z
  .string()
  .max(64)
  .transform((text) => (/^\d+$/.test(text) ? Number(text) : text))
  .pipe(instantSchema);

export const searchTextSchema = z.string().max(200);
