import {
  DatabaseUnreachableError,
  QueryCancelledError,
  QueryFailedError,
  QueryOverloadedError,
  QueryTimeoutError,
  UnsafeSqlError,
} from "../../db/ports.ts";
import { ApiError } from "./api-error.ts";

/** What running a statement can fail with, as the API words it; undefined for anything else. */
export function queryError(error: unknown): ApiError | undefined {
  if (error instanceof UnsafeSqlError) return new ApiError("unsafe_sql", `The SQL was refused: ${error.message}.`);
  if (error instanceof QueryFailedError) return new ApiError("query_failed", error.message);
  if (error instanceof QueryTimeoutError) return new ApiError("query_timeout", error.message);
  if (error instanceof QueryOverloadedError) return new ApiError("overloaded", error.message, { headers: { "Retry-After": "2" } });
  if (error instanceof DatabaseUnreachableError)
    return new ApiError("database_unreachable", "The database being asked about does not answer.", { headers: { "Retry-After": "5" } });
  if (error instanceof QueryCancelledError)
    return new ApiError("shutting_down", "The server is shutting down.", { headers: { "Retry-After": "5" } });
  return undefined;
}
