import { engineStatusSchema } from "../../../shared/api.ts";
import { controlInputSchema } from "../../../shared/control.ts";
import { ok, route } from "../route.ts";
import { readEngineStatus } from "./engine-status.ts";

export const controlEngine = route({
  method: "post",
  path: "/api/v1/alerts/control",
  operationId: "controlEngine",
  summary: "Pauses, resumes or reloads the engine",
  access: "operator",
  group: "engine",
  body: controlInputSchema,
  responses: { 200: { description: "The engine's state after it.", schema: engineStatusSchema } },
  problems: ["conflict"],
  handle: async (services, { body: { action }, identity }) => {
    await services.runtime.control(action, identity.actor);
    return { ...ok(await readEngineStatus(services)), target: "engine" };
  },
});
