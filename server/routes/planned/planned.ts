import type { z } from "zod";
import type { Route, RouteSpec } from "../route.ts";

type Planned = Omit<RouteSpec, "responses"> & { readonly returns?: z.ZodType; readonly status?: number; readonly contentType?: string };

/** A route of a later version: authorized and documented like any other, it answers `not_implemented`. */
export function planned({ returns, status = returns ? 200 : 204, contentType, ...spec }: Planned): Route {
  const response = {
    description: "In a later version.",
    ...(returns ? { schema: returns } : {}),
    ...(contentType === undefined ? {} : { contentType }),
  };
  return { ...spec, responses: { [status]: response } };
}
