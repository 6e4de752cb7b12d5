import { alertSchema, assignInputSchema } from "../../../shared/alerts.ts";
import { ok, route } from "../route.ts";
import { actOnAlert } from "./act-on-alert.ts";

export const assignAlert = route({
  method: "post",
  path: "/api/v1/alerts/history/{id}/assign",
  operationId: "assignAlert",
  summary: "Assigns an alert to somebody",
  access: "operator",
  group: "alerts",
  body: assignInputSchema,
  responses: { 200: { description: "The alert as it is now.", schema: alertSchema } },
  problems: ["conflict"],
  handle: async (services, { params: { id = "" }, body, identity }) =>
    ok(await actOnAlert(services, id, { action: "assign", ...body }, identity.actor)),
});
