import { alertSchema } from "../../../shared/alerts.ts";
import { ok, route } from "../route.ts";
import { existingAlert } from "./existing-alert.ts";

export const getAlert = route({
  method: "get",
  path: "/api/v1/alerts/history/{id}",
  operationId: "getAlert",
  summary: "One alert",
  access: "viewer",
  group: "alerts",
  responses: { 200: { description: "The alert.", schema: alertSchema } },
  handle: async ({ app }, { params: { id = "" } }) => ok(await existingAlert(app.alerts, id)),
});
