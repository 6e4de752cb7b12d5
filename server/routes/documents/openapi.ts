import { OpenAPIRegistry, OpenApiGeneratorV31, type ResponseConfig, type RouteConfig } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";
import { PROBLEMS, type ProblemCode, problemSchema } from "../../../shared/problems.ts";
import { pathParameters, type ResponseSpec, type Route } from "../route.ts";

const PROBLEM = "application/problem+json";

/** Every error a route can answer with, from what it takes and who may use it. */
function problemCodes(route: Route): ProblemCode[] {
  const codes: ProblemCode[] = [...(route.problems ?? [])];
  if (route.access !== "open") codes.push("unauthorized", "forbidden", "rate_limited");
  if (route.body || route.documentedBody) codes.push("malformed_json", "unsupported_media_type", "too_large", "invalid");
  if (route.query) codes.push("invalid");
  if (pathParameters(route.path).length > 0) codes.push("not_found");
  if (isPlanned(route)) codes.push("not_implemented");
  return [...new Set<ProblemCode>([...codes, "internal"])];
}

export function isPlanned(route: Route): boolean {
  return !route.handle && !route.serve;
}

function problemResponses(route: Route): Record<string, ResponseConfig> {
  const responses: Record<string, ResponseConfig> = {};
  for (const code of problemCodes(route)) {
    const { status, title } = PROBLEMS[code];
    const line = `\`${code}\`: ${title}.`;
    const known = responses[status];
    responses[status] = known
      ? { ...known, description: `${known.description} ${line}` }
      : { description: line, content: { [PROBLEM]: { schema: problemSchema } } };
  }
  return responses;
}

function response({ description, schema, contentType = "application/json" }: ResponseSpec): ResponseConfig {
  return schema ? { description, content: { [contentType]: { schema } } } : { description };
}

function responsesOf(route: Route): Record<string, ResponseConfig> {
  const own = Object.entries(route.responses).map(([status, spec]) => [status, response(spec)]);
  // A status of the route's own, such as the 503 of a health check, is the one to be described.
  return { ...problemResponses(route), ...Object.fromEntries(own) };
}

function requestOf(route: Route): RouteConfig["request"] {
  const names = pathParameters(route.path);
  const schema = route.documentedBody ?? route.body;
  const others = Object.entries(route.bodyTypes ?? {}).map(([type, other]) => [type, { schema: other }]);
  return {
    ...(names.length > 0 ? { params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) } : {}),
    ...(route.query ? { query: route.query } : {}),
    ...(route.headers ? { headers: route.headers } : {}),
    ...(schema
      ? {
          body: {
            required: !schema.safeParse(undefined).success,
            content: { "application/json": { schema }, ...Object.fromEntries(others) },
          },
        }
      : {}),
  };
}

function operation(route: Route): RouteConfig {
  return {
    method: route.method,
    path: route.path,
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.group],
    security: route.access === "open" ? [] : [{ token: [] }],
    "x-role": route.access,
    "x-status": isPlanned(route) ? "planned" : "available",
    request: requestOf(route) ?? {},
    responses: responsesOf(route),
  };
}

/** The OpenAPI 3.1 document of the routes. */
export function openApiDocument(routes: readonly Route[], version: string): object {
  const registry = new OpenAPIRegistry();
  registry.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
    description: "A token of API_TOKENS. Without any configured every request acts as `local`.",
  });
  for (const route of routes) registry.registerPath(operation(route));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: {
      title: "Crowsnest",
      version,
      description: "Events in, alerts out. Every error is an RFC 9457 problem document. The socket is described in /asyncapi.json.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
  });
}
