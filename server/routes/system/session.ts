import { type Session, sessionSchema } from "../../../shared/api.ts";
import { ok, route } from "../route.ts";

export const getSession = route({
  method: "get",
  path: "/api/v1/session",
  operationId: "getSession",
  summary: "Who the request acts as",
  access: "any",
  group: "session",
  responses: { 200: { description: "The token's name and role; `local` without tokens.", schema: sessionSchema } },
  handle: ({ authenticator, identity: server }, { identity }) => {
    const session: Session = { ...identity, authRequired: authenticator.required, version: server.version };
    return ok(session);
  },
});
