import { z } from "zod";
import { visualizationSchema } from "./answers.ts";
import { isoSchema } from "./time.ts";

export const DASHBOARD_LIMITS = { panels: 50, columns: 12, rows: 1_000 } as const;

const layoutSchema = z
  .strictObject({
    x: z
      .int()
      .min(0)
      .max(DASHBOARD_LIMITS.columns - 1),
    y: z.int().min(0).max(DASHBOARD_LIMITS.rows),
    w: z.int().min(1).max(DASHBOARD_LIMITS.columns),
    h: z.int().min(1).max(100),
  })
  .meta({ id: "PanelLayout" });

export const panelSchema = z
  .strictObject({
    id: z.string().min(1).max(64),
    title: z.string().trim().min(1).max(200),
    question: z.string().trim().min(1).max(4_096).optional(),
    metricId: z.string().min(1).max(128).optional(),
    visualization: visualizationSchema.optional(),
    layout: layoutSchema,
  })
  .refine((panel) => panel.question === undefined || panel.metricId === undefined, {
    path: ["metricId"],
    message: "a panel shows a question or a metric, not both",
  })
  .meta({ id: "Panel" });
export type Panel = z.infer<typeof panelSchema>;

const dashboardShape = {
  name: z.string().trim().min(1).max(120),
  description: z.string().max(2_000).optional(),
  panels: z.array(panelSchema).max(DASHBOARD_LIMITS.panels),
};

export const dashboardInputSchema = z.strictObject(dashboardShape).meta({ id: "DashboardInput" });
export type DashboardInput = z.infer<typeof dashboardInputSchema>;

export const dashboardSchema = z
  .object({ id: z.string(), ...dashboardShape, createdAt: isoSchema, updatedAt: isoSchema })
  .meta({ id: "Dashboard" });
export type Dashboard = z.infer<typeof dashboardSchema>;
