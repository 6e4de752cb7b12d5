import { type FieldError, problemSchema } from "../../shared/problems.ts";

/** A request that did not succeed: the server's problem document, or `unreachable` / `unreadable` when there is none. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly code: string;
  /** 0 when no answer came. */
  readonly status: number;
  readonly detail: string;
  readonly requestId: string | undefined;
  readonly errors: readonly FieldError[];

  constructor(fields: {
    code: string;
    title: string;
    status: number;
    detail: string;
    requestId?: string | undefined;
    errors?: readonly FieldError[] | undefined;
  }) {
    super(fields.title);
    this.code = fields.code;
    this.status = fields.status;
    this.detail = fields.detail;
    this.requestId = fields.requestId;
    this.errors = fields.errors ?? [];
  }
}

/** Reads an answer outside 2xx; a body that is no problem document becomes one. Never throws. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const requestId = response.headers.get("x-request-id") ?? undefined;
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = problemSchema.safeParse(body);
  if (parsed.success) return new ApiProblem(parsed.data);
  return new ApiProblem({
    code: "unreadable",
    title: `The server answered ${response.status}`,
    status: response.status,
    detail: response.statusText || "The answer was not a problem document.",
    requestId,
  });
}

/** Anything that was thrown, as a problem that can be shown. */
export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({
    code: "unexpected",
    title: "Something went wrong in the console",
    status: 0,
    detail: error instanceof Error ? error.message : String(error),
  });
}
