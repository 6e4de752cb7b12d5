import { acknowledgeInputSchema, alertSchema } from "../../../shared/alerts.ts";
import { ok, route } from "../route.ts";
import { actOnAlert } from "./act-on-alert.ts";

export const resolveAlert = route({
  method: "post",
  path: "/api/v1/alerts/history/{id}/resolve",
  operationId: "resolveAlert",
  summary: "Closes an alert; the same breach does not open another",
  access: "operator",
  group: "alerts",
  body: acknowledgeInputSchema.default({}),
  responses: { 200: { description: "The alert as it is now.", schema: alertSchema } },
  problems: ["conflict"],
  handle: async (services, { params: { id = "" }, body, identity }) =>
    ok(await actOnAlert(services, id, { action: "resolve", ...body }, identity.actor)),
});
