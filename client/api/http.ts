import { z } from "zod";
import { ApiProblem, problemOf } from "./problem.ts";
import { markRefused, tokenStore } from "./token.ts";

export interface RequestOptions {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON, or a text as it is when `contentType` says what it is. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
}

/** The path with its query; empty and undefined values are left out. */
export function withQuery(path: string, query: RequestOptions["query"] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, String(value)]]));
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
}

function headersOf(options: RequestOptions): Record<string, string> {
  const { token } = tokenStore.getState();
  return {
    accept: options.accept ?? "application/json",
    ...(options.body === undefined ? {} : { "content-type": options.contentType ?? "application/json" }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
}

function bodyOf({ body, contentType }: RequestOptions): { body?: string } {
  if (body === undefined) return {};
  return { body: contentType !== undefined && typeof body === "string" ? body : JSON.stringify(body) };
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  try {
    return await fetch(withQuery(path, options.query), {
      method: options.method ?? "GET",
      headers: headersOf(options),
      ...bodyOf(options),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiProblem({
      code: "unreachable",
      title: "The server cannot be reached",
      status: 0,
      detail: `${options.method ?? "GET"} ${path} got no answer. The connection chip says whether the server is back.`,
    });
  }
}

/** The answer of a request that succeeded. Throws {@link ApiProblem}, or the abort. */
export async function succeed(path: string, options: RequestOptions): Promise<Response> {
  const response = await send(path, options);
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.status === 401) markRefused();
  throw problem;
}

/** Sends a request and checks the answer against its schema. Throws {@link ApiProblem}, or the abort. */
export async function request<S extends z.ZodType>(schema: S, path: string, options: RequestOptions = {}): Promise<z.output<S>> {
  const response = await succeed(path, options);
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new ApiProblem({
    code: "unreadable",
    title: "The server's answer does not fit its schema",
    status: response.status,
    detail: z.prettifyError(parsed.error).slice(0, 400),
    requestId: response.headers.get("x-request-id") ?? undefined,
  });
}

/** Sends a request whose answer is text, or nothing. Throws {@link ApiProblem}, or the abort. */
export async function requestText(path: string, options: RequestOptions = {}): Promise<string> {
  return (await succeed(path, options)).text();
}
