import { pageQuerySchema, pageSchema } from "../../../shared/api.ts";
import { dashboardInputSchema, dashboardSchema } from "../../../shared/dashboards.ts";
import type { Route } from "../route.ts";
import { planned } from "./planned.ts";

const BASE = "/api/v1/dashboards";

export const PLANNED_DASHBOARDS: readonly Route[] = [
  planned({
    method: "get",
    path: BASE,
    operationId: "listDashboards",
    summary: "Lists dashboards",
    access: "viewer",
    group: "dashboards",
    query: pageQuerySchema,
    returns: pageSchema(dashboardSchema),
  }),
  planned({
    method: "post",
    path: BASE,
    operationId: "createDashboard",
    summary: "Creates a dashboard",
    access: "viewer",
    group: "dashboards",
    body: dashboardInputSchema,
    status: 201,
    returns: dashboardSchema,
  }),
  planned({
    method: "get",
    path: `${BASE}/{dashboardId}`,
    operationId: "getDashboard",
    summary: "One dashboard",
    access: "viewer",
    group: "dashboards",
    returns: dashboardSchema,
  }),
  planned({
    method: "put",
    path: `${BASE}/{dashboardId}`,
    operationId: "replaceDashboard",
    summary: "Replaces a dashboard",
    access: "viewer",
    group: "dashboards",
    body: dashboardInputSchema,
    returns: dashboardSchema,
  }),
  planned({
    method: "delete",
    path: `${BASE}/{dashboardId}`,
    operationId: "deleteDashboard",
    summary: "Deletes a dashboard",
    access: "viewer",
    group: "dashboards",
  }),
];
