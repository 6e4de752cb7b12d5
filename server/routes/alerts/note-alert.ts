import { alertSchema, noteInputSchema } from "../../../shared/alerts.ts";
import { ok, route } from "../route.ts";
import { actOnAlert } from "./act-on-alert.ts";

export const addAlertNote = route({
  method: "post",
  path: "/api/v1/alerts/history/{id}/notes",
  operationId: "addAlertNote",
  summary: "Adds a note",
  access: "operator",
  group: "alerts",
  body: noteInputSchema,
  responses: { 200: { description: "The alert as it is now.", schema: alertSchema } },
  problems: ["conflict"],
  handle: async (services, { params: { id = "" }, body, identity }) =>
    ok(await actOnAlert(services, id, { action: "note", ...body }, identity.actor)),
});
