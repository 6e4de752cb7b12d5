import { acknowledgeInputSchema, alertSchema } from "../../../shared/alerts.ts";
import { ok, route } from "../route.ts";
import { actOnAlert } from "./act-on-alert.ts";

export const acknowledgeAlert = route({
  method: "post",
  path: "/api/v1/alerts/history/{id}/acknowledge",
  operationId: "acknowledgeAlert",
  summary: "Says that somebody is on it",
  access: "operator",
  group: "alerts",
  body: acknowledgeInputSchema.default({}),
  responses: { 200: { description: "The alert as it is now.", schema: alertSchema } },
  problems: ["conflict"],
  handle: async (services, { params: { id = "" }, body, identity }) =>
    ok(await actOnAlert(services, id, { action: "acknowledge", ...body }, identity.actor)),
});
