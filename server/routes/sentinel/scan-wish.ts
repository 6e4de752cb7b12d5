import { z } from "zod";
import { domainSchema } from "../../../shared/metrics.ts";
import { ApiError, invalid, notFound } from "../../http/api-error.ts";
import { ScansOverloadedError, type ScanWish, UnknownDomainError } from "../../sentinel/ports.ts";
import { commaList, instantQuerySchema } from "../query-lists.ts";

export const scanQuerySchema = z.object({
  domains: commaList(domainSchema, "domains; all that have missions without it").optional(),
  asOf: instantQuerySchema.optional().meta({ description: "The moment that windows end at; the newest of the data without it." }),
});

/** What a query asks to be scanned. */
export function wishOf({ domains, asOf }: z.output<typeof scanQuerySchema>): ScanWish {
  const chosen = domains && domains.length > 0 ? domains : undefined;
  return { trigger: "manual", domains: chosen, asOf };
}

/** What is wrong with a wish, as the API words it; other errors as they are. */
export function scanError(error: unknown): unknown {
  if (error instanceof UnknownDomainError) return invalid([{ path: "domains", message: error.message }]);
  if (error instanceof ScansOverloadedError) return new ApiError("overloaded", error.message, { headers: { "Retry-After": "5" } });
  return error;
}

export function noScan(id: string): ApiError {
  return notFound(`scan ${JSON.stringify(id.slice(0, 128))}, or it is no longer kept`);
}
