import type { Express, Request, RequestHandler, Response } from "express";
import type { Logger } from "pino";
import { ApiError } from "../http/api-error.ts";
import type { Access } from "../http/authenticator.ts";
import { createRateLimit } from "../http/rate-limit.ts";
import { identityOf, stateOf } from "../http/request-state.ts";
import { readInput } from "./read-input.ts";
import type { Group, Handle, Reply, Route } from "./route.ts";
import type { Services } from "./services.ts";

export interface RouterOptions {
  readonly services: Services;
  readonly logger: Logger;
  /** Requests a minute per token and group of routes. */
  readonly rateLimit: number | undefined;
}

/** `/metrics/{id}` as Express writes it: `/metrics/:id`. */
export function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

/** Settles who the request acts as. Throws `unauthorized` or `forbidden`. */
function authorize({ authenticator }: Services, request: Request, access: Access): void {
  if (access !== "open") stateOf(request).identity = authenticator.authorize(request.headers.authorization, access);
}

/** Records a change that was made; one that cannot be recorded is not undone, but it is told. */
async function audit(
  { services, logger }: RouterOptions,
  route: Route,
  request: Parameters<RequestHandler>[0],
  reply: Reply,
): Promise<void> {
  const { actor } = identityOf(request);
  const target = reply.target ?? Object.values(request.params)[0]?.toString() ?? route.path;
  try {
    await services.app.audit.record({
      at: services.now(),
      actor,
      action: route.operationId,
      target,
      detail: reply.detail ?? request.body ?? null,
    });
  } catch (error) {
    logger.error({ err: error, action: route.operationId, target, actor }, "a change could not be recorded in the audit log");
  }
}

function send(response: Response, { status, body, headers = {} }: Reply): void {
  response.status(status).set("Cache-Control", "no-store").set(headers);
  if (body === undefined) response.end();
  else response.json(body);
}

function goneOf(response: Response): AbortSignal {
  const gone = new AbortController();
  if (response.closed) gone.abort();
  else response.once("close", () => gone.abort());
  return gone.signal;
}

function handler(options: RouterOptions, route: Route, handle: Handle): RequestHandler {
  return async (request, response) => {
    const reply = await handle(options.services, await readInput(route, request), () => goneOf(response));
    if (route.method !== "get" && reply.detail !== null) await audit(options, route, request, reply);
    send(response, reply);
  };
}

function notImplemented(): never {
  throw new ApiError("not_implemented", "This part of the API comes with a later version.");
}

function serverOf(options: RouterOptions, route: Route): RequestHandler {
  if (route.serve) return route.serve(options.services, options.logger);
  return route.handle ? handler(options, route, route.handle) : notImplemented;
}

/** One limiter for each group, shared by its routes; none without a rate. */
function rateLimits(perMinute: number | undefined): (group: Group) => RequestHandler | undefined {
  const limits = new Map<Group, RequestHandler>();
  return (group) => {
    if (perMinute === undefined) return undefined;
    const limit = limits.get(group) ?? createRateLimit(perMinute);
    limits.set(group, limit);
    return limit;
  };
}

/** Admits the request, then serves it or passes it on. */
function admitThen(admit: (request: Request) => void, serve?: RequestHandler): RequestHandler {
  return (request, response, next) => {
    admit(request);
    return serve ? serve(request, response, next) : next();
  };
}

export interface Router {
  /** Registers a route with what goes before it: `first`, if given, then authorization and the rate of its group. */
  add(app: Express, route: Route, first?: (request: Request) => void): void;
}

export function createRouter(options: RouterOptions): Router {
  const limitOf = rateLimits(options.rateLimit);
  return {
    add(app, route, first) {
      const admit = (request: Request): void => {
        first?.(request);
        authorize(options.services, request, route.access);
      };
      const serve = serverOf(options, route);
      const limit = route.access === "open" ? undefined : limitOf(route.group);
      // Without a limiter in between, one handler does for both: a layer of Express is not free.
      const handlers: RequestHandler[] = limit ? [admitThen(admit), limit, serve] : [admitThen(admit, serve)];
      app[route.method](expressPath(route.path), ...handlers);
    },
  };
}

/** The methods of an address, as `Allow` lists them. */
function allowedMethods(path: string, routes: readonly Route[]): string {
  const own = routes
    .filter((route) => route.path === path)
    .flatMap(({ method }) => (method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()]));
  return [...own, "OPTIONS"].join(", ");
}

/** Answers what a known address does not do: 405 with `Allow`, and OPTIONS. */
export function refuseOtherMethods(app: Express, routes: readonly Route[]): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const allow = allowedMethods(path, routes);
    app.all(expressPath(path), (request, response) => {
      if (request.method !== "OPTIONS") throw new ApiError("method_not_allowed", `Use ${allow}.`, { headers: { Allow: allow } });
      response.set("Allow", allow).status(204).end();
    });
  }
}
