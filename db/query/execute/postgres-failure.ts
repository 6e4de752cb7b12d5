import {
  DatabaseUnreachableError,
  QueryCancelledError,
  QueryFailedError,
  QueryOverloadedError,
  QueryTimeoutError,
  UnsafeSqlError,
} from "../../ports.ts";

/** What the classes of SQLSTATE mean for whoever asked; the server's own words stay here. */
const CLASSES: Readonly<Record<string, (timeoutMs: number) => Error>> = {
  "22": () => new QueryFailedError("The statement failed: a value is not one that it can compute with."),
  "21": () => new QueryFailedError("The statement failed: a subquery that stands for one value has several rows."),
  "25": () => new UnsafeSqlError("the SQL would do more than read"),
  "42": () => new UnsafeSqlError("Postgres cannot make a plan of the SQL"),
  "0A": () => new UnsafeSqlError("Postgres cannot make a plan of the SQL"),
  "53": () => new QueryTimeoutError("The statement was ended: it needs more than the database has."),
  "54": () => new QueryTimeoutError("The statement was ended: it makes values that are too large."),
  "55": (timeoutMs) => new QueryTimeoutError(`The statement took longer than ${timeoutMs} ms.`),
  "57": (timeoutMs) => new QueryTimeoutError(`The statement took longer than ${timeoutMs} ms.`),
};

const OURS = [QueryTimeoutError, QueryCancelledError, QueryFailedError, QueryOverloadedError, UnsafeSqlError, DatabaseUnreachableError];

/** What is thrown for an error of the driver. */
export function postgresError(error: unknown, timeoutMs: number): Error {
  const own = OURS.find((kind) => error instanceof kind);
  if (own && error instanceof Error) return error;
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  // An operator ended the session or the server: there is nothing to wait for.
  if (/^57P0[123]$/.test(code)) return new DatabaseUnreachableError("the database ended the connection");
  if (!/^[0-9A-Z]{5}$/.test(code)) return new DatabaseUnreachableError("the connection to the database was lost");
  return CLASSES[code.slice(0, 2)]?.(timeoutMs) ?? new QueryFailedError("The statement failed in the database.");
}
