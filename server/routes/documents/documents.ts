import { ROUTES } from "../routes.ts";
import { asyncApiDocument } from "./asyncapi.ts";
import { openApiDocument } from "./openapi.ts";

/** The two documents that describe the API; made when first asked for. */
export interface Documents {
  openApi(): object;
  asyncApi(): object;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

export function createDocuments(version: string): Documents {
  return { openApi: once(() => openApiDocument(ROUTES, version)), asyncApi: once(() => asyncApiDocument(version)) };
}
