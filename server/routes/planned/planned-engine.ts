import { engineStatusSchema } from "../../../shared/api.ts";
import { controlInputSchema } from "../../../shared/control.ts";
import type { Route } from "../route.ts";
import { planned } from "./planned.ts";

export const PLANNED_ENGINE: readonly Route[] = [
  planned({
    method: "post",
    path: "/api/v1/alerts/control",
    operationId: "controlEngine",
    summary: "Pauses, resumes or reloads the engine",
    access: "operator",
    group: "engine",
    body: controlInputSchema,
    returns: engineStatusSchema,
  }),
];
