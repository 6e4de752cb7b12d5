import type { Request } from "express";
import type { z } from "zod";
import { EVENT_LIMITS } from "../../shared/events.ts";
import { fieldErrors } from "../../shared/problems.ts";
import { ApiError, invalid } from "../http/api-error.ts";
import { checkEncoding, mediaType, unsupportedType } from "../http/content-type.ts";
import { parseJson } from "../http/json.ts";
import { readBody } from "../http/read-body.ts";
import { type Identity, stateOf } from "../http/request-state.ts";
import { isYaml, parseYaml } from "../http/yaml.ts";
import type { Input, Route } from "./route.ts";

const NOBODY: Identity = { actor: "anonymous", role: "viewer" };

function check(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalid(fieldErrors(result.error));
}

/** A parameter that is given twice is read as a comma list. */
function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.query).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : String(value)]),
  );
}

/** The query as its schema makes it, with what other parts of the request say in its place. Throws `invalid`. */
export function readQuery<S extends z.ZodType>(schema: S, request: Request, instead: Readonly<Record<string, string>> = {}): z.output<S> {
  return check(schema, { ...queryOf(request), ...instead }) as z.output<S>;
}

function isJson(type: string, route: Route): boolean {
  return type === "application/json" || Object.hasOwn(route.bodyTypes ?? {}, type);
}

/** The body, JSON or where the route takes it YAML; undefined when there is none. */
async function bodyOf(route: Route, request: Request): Promise<unknown> {
  const type = mediaType(request);
  const bytes = type === "" || isJson(type, route) ? await readBody(request, EVENT_LIMITS.jsonBodyBytes) : undefined;
  if (bytes?.length === 0) return undefined;
  if (bytes === undefined || type === "") throw unsupportedType("application/json");
  checkEncoding(request);
  return isYaml(type) ? parseYaml(bytes) : parseJson(bytes);
}

function checkBody(schema: z.ZodType, body: unknown): unknown {
  if (body === undefined && !schema.safeParse(body).success) throw new ApiError("malformed_json", "The body is empty.");
  return check(schema, body);
}

/** The request as its handler gets it. Throws what is wrong with it as an ApiError. */
export async function readInput(route: Route, request: Request): Promise<Input> {
  const params = Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)]));
  const query = route.query ? readQuery(route.query, request) : undefined;
  const body = route.body ? checkBody(route.body, await bodyOf(route, request)) : undefined;
  // The audit log keeps what was asked for.
  request.body = body;
  return { params, query, body, identity: stateOf(request).identity ?? NOBODY };
}
