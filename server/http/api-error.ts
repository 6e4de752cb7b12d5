import type { FieldError, ProblemCode } from "../../shared/problems.ts";

export interface ApiErrorOptions {
  /** What is wrong with which field; at most MAX_ERRORS are sent. */
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Members added to the problem document, such as how many events were accepted. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** An error that the client may see, word for word. Anything else that is thrown becomes `internal`. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ProblemCode;
  readonly options: ApiErrorOptions;

  constructor(code: ProblemCode, detail: string, options: ApiErrorOptions = {}) {
    super(detail);
    this.code = code;
    this.options = options;
  }
}

/** 422 for the given fields. */
export function invalid(errors: readonly FieldError[], detail = "One or more fields are not valid."): ApiError {
  return new ApiError("invalid", detail, { errors });
}

export function notFound(what: string): ApiError {
  return new ApiError("not_found", `There is no ${what}.`);
}
