import cors from "cors";
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from "express";
import type { Logger } from "pino";
import type { Config } from "./config/config.ts";
import { ApiError } from "./http/api-error.ts";
import { answerFailure } from "./http/failures.ts";
import type { OriginGuard } from "./http/origin-guard.ts";
import { logWhenDone } from "./http/request-log.ts";
import { beginRequest, secondsSince, stateOf } from "./http/request-state.ts";
import { API_HEADERS, setHeaders } from "./http/security-headers.ts";
import { postEvents } from "./routes/alerts/post-events.ts";
import { addConsoleFiles } from "./routes/console-files.ts";
import { addDocsPage } from "./routes/documents/docs-page.ts";
import { createRouter, refuseOtherMethods } from "./routes/router.ts";
import { ROUTES } from "./routes/routes.ts";
import type { Services } from "./routes/services.ts";
import type { Telemetry } from "./telemetry/ports.ts";

export interface AppOptions {
  readonly services: Services;
  readonly logger: Logger;
  readonly guard: OriginGuard;
  readonly http: Pick<Config["http"], "corsOrigins" | "rateLimit">;
  /** The built console. */
  readonly clientDir: string;
}

/** Begins a request: its id, and whether it may come in at all. Throws the ApiError that keeps it out. */
function createEntrance({ guard, services }: AppOptions): (request: Request) => void {
  return (request) => {
    beginRequest(request);
    // Probes come with whatever host their platform uses, and need an answer to the very end.
    if (request.url.startsWith("/health")) return;
    guard.check(request);
    if (!services.identity.accepting) {
      throw new ApiError("shutting_down", "The server is shutting down.", { headers: { Connection: "close", "Retry-After": "5" } });
    }
  };
}

/** Begins a request and gives its answer what every answer has. */
function open(enter: (request: Request) => void, { services, logger }: AppOptions): RequestHandler {
  return (request, response, next) => {
    enter(request);
    setHeaders(response, API_HEADERS);
    response.setHeader("X-Request-Id", stateOf(request).id);
    logWhenDone(logger, request, response);
    response.once("close", () => timeRequest(services.telemetry, request, response));
    next();
  };
}

/** Under which of the documented routes a request falls; what matched none, such as the console's files, is one together. */
function routeOf(request: Request): string {
  const matched: unknown = request.route?.path;
  return typeof matched === "string" ? matched.replaceAll(/:(\w+)/g, "{$1}") : "other";
}

function timeRequest({ requests }: Telemetry, request: Request, response: Response): void {
  const status = response.writableFinished ? response.statusCode : 499;
  requests.answered(request.method, routeOf(request), status, secondsSince(request));
}

function allowOrigins(origins: readonly string[]): RequestHandler {
  return cors({ origin: [...origins], exposedHeaders: ["X-Request-Id", "Location", "Retry-After"], maxAge: 600 });
}

/** The whole HTTP side: every route, the documents, the console, and errors as problem documents. */
export function createApp(options: AppOptions): Express {
  const { services, logger, http, clientDir } = options;
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", "simple");
  const router = createRouter({ services, logger, rateLimit: http.rateLimit });
  const enter = createEntrance(options);
  if (http.corsOrigins.length > 0) app.use(allowOrigins(http.corsOrigins));
  // The busiest route comes first, as one handler that makes its own headers: every further layer costs it some per cent.
  router.add(app, postEvents, enter);
  app.use(open(enter, options));
  for (const route of ROUTES) if (route !== postEvents) router.add(app, route);
  refuseOtherMethods(app, ROUTES);
  addDocsPage(app);
  addConsoleFiles(app, clientDir);
  app.use(() => {
    throw new ApiError("not_found", "There is nothing at this address.");
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    // What was not let in, and the route of the events, is not timed yet.
    if (!stateOf(request).logged) response.once("close", () => timeRequest(services.telemetry, request, response));
    answerFailure(logger, request, response, error);
  });
  return app;
}
