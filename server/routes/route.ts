import type { RequestHandler } from "express";
import type { Logger } from "pino";
import type { z } from "zod";
import type { ProblemCode } from "../../shared/problems.ts";
import type { Access } from "../http/authenticator.ts";
import type { Identity } from "../http/request-state.ts";
import type { Services } from "./services.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** Routes of one group share a token's rate, and a heading in the documents. */
export type Group =
  | "health"
  | "session"
  | "questions"
  | "events"
  | "metrics"
  | "alerts"
  | "engine"
  | "sentinel"
  | "dashboards"
  | "admin"
  | "documents";

export interface ResponseSpec {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** `application/json` unless it says otherwise. */
  readonly contentType?: string;
}

/** What the documents and the router need to know of a route. */
export interface RouteSpec {
  readonly method: Method;
  /** As in OpenAPI: `/api/v1/alerts/metrics/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly access: Access;
  readonly group: Group;
  readonly query?: z.ZodObject;
  /** Headers that the handler reads, for the documents. */
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  /** What the documents show where the handler itself checks the body. */
  readonly documentedBody?: z.ZodType;
  /** Content types of the body besides `application/json`, and what the documents show for each. */
  readonly bodyTypes?: Readonly<Record<string, z.ZodType>>;
  readonly responses: Readonly<Record<number, ResponseSpec>>;
  /** Errors of its own, besides those any route can answer with. */
  readonly problems?: readonly ProblemCode[];
}

/** A request as a handler sees it: checked, and without a trace of HTTP. */
export interface Input<Q = unknown, B = unknown> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  readonly identity: Identity;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the audit log names as changed; the id in the path unless it says otherwise. */
  readonly target?: string;
  /** What the audit log keeps of the request instead of its body; null when nothing was changed and nothing is to be kept. */
  readonly detail?: object | null;
}

/** Asks for a signal that is aborted when the client has gone before its answer. */
export type Gone = () => AbortSignal;

export type Handle = (services: Services, input: Input, gone: Gone) => Reply | Promise<Reply>;

/** A route that is served, one that answers in its own way (streams, pages), or one of a later version. */
export type Route = RouteSpec & { readonly handle?: Handle; readonly serve?: (services: Services, logger: Logger) => RequestHandler };

type Output<S, Otherwise> = S extends z.ZodType ? z.output<S> : Otherwise;

type Definition<Q extends z.ZodObject | undefined, B extends z.ZodType | undefined> = Omit<RouteSpec, "query" | "body"> & {
  readonly query?: Q;
  readonly body?: B;
  readonly handle: (services: Services, input: Input<Output<Q, undefined>, Output<B, undefined>>, gone: Gone) => Reply | Promise<Reply>;
};

/** A route whose handler is given its query and body as their schemas make them. */
export function route<Q extends z.ZodObject | undefined = undefined, B extends z.ZodType | undefined = undefined>(
  definition: Definition<Q, B>,
): Route {
  return definition as unknown as Route;
}

/** The parameters in a path: `id` of `/metrics/{id}`. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}
