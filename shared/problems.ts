import { z } from "zod";

/**
 * Every error code the API can answer with: its HTTP status and its title. One table, so that a code means
 * one thing everywhere and the documents list them all.
 */
export const PROBLEMS = {
  malformed_json: { status: 400, title: "The body is not well-formed JSON" },
  bad_request: { status: 400, title: "The request could not be read" },
  malformed_yaml: { status: 400, title: "The body is not well-formed YAML" },
  unauthorized: { status: 401, title: "A valid token is required" },
  forbidden: { status: 403, title: "The token's role does not allow this" },
  origin_not_allowed: { status: 403, title: "Requests from this origin are not allowed" },
  not_found: { status: 404, title: "There is nothing at this address" },
  method_not_allowed: { status: 405, title: "This address does not support the method" },
  conflict: { status: 409, title: "The request conflicts with the current state" },
  too_large: { status: 413, title: "The request is too large" },
  unsupported_media_type: { status: 415, title: "The content type is not supported" },
  invalid: { status: 422, title: "The request does not fit its schema" },
  unsafe_sql: { status: 422, title: "The SQL is not one read-only SELECT over the catalog's tables" },
  query_failed: { status: 422, title: "The database could not compute the statement" },
  rate_limited: { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something went wrong on the server" },
  not_implemented: { status: 501, title: "This part of the API is not available in this version" },
  overloaded: { status: 503, title: "The server is overloaded" },
  storage_unavailable: { status: 503, title: "The event log cannot be written" },
  database_unreachable: { status: 503, title: "The asked-about database cannot be reached" },
  shutting_down: { status: 503, title: "The server is shutting down" },
  query_timeout: { status: 504, title: "The statement went beyond its time or memory" },
  backtest_timeout: { status: 504, title: "The backtest took too long" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** At most this many entries are listed under `errors` of a problem document or of an ingest answer. */
export const MAX_ERRORS = 100;

export const fieldErrorSchema = z.strictObject({ path: z.string(), message: z.string() }).meta({ id: "FieldError" });
export type FieldError = z.infer<typeof fieldErrorSchema>;

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(fieldErrorSchema).max(MAX_ERRORS).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem document; `code` is stable." });
export type Problem = z.infer<typeof problemSchema>;

/** Dotted path of a schema issue, `select.types.0`, the form every error of the API uses. */
export function issuePath(path: readonly PropertyKey[]): string {
  return path.map(String).join(".");
}

interface Issue {
  path: PropertyKey[];
  message: string;
  code?: string;
  errors?: Issue[][];
  keys?: string[];
}

function distance(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}

/** A union's own message says only "Invalid input"; the branch that got furthest says what is wrong. */
function flatten(issue: Issue): FieldError[] {
  if (issue.code === "invalid_union" && issue.errors && issue.errors.length > 0) {
    const best = issue.errors.reduce((a, b) => (distance(b) > distance(a) ? b : a));
    if (distance(best) > 0) return best.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  if (issue.code === "unrecognized_keys" && issue.keys) {
    return issue.keys.map((key) => ({ path: issuePath([...issue.path, key]), message: "unknown field" }));
  }
  return [{ path: issuePath(issue.path), message: issue.message }];
}

/** The field errors of a failed zod parse, at most {@link MAX_ERRORS}. */
export function fieldErrors(error: { issues: readonly unknown[] }): FieldError[] {
  return (error.issues as Issue[]).flatMap(flatten).slice(0, MAX_ERRORS);
}
