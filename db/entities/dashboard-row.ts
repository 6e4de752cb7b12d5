import { EntitySchema } from "typeorm";
import { bigint, text } from "./columns.ts";

export interface DashboardRow {
  id: string;
  name: string;
  body: string;
  createdAt: number;
  updatedAt: number;
}

export const dashboardRow = new EntitySchema<DashboardRow>({
  name: "DashboardRow",
  tableName: "dashboards",
  columns: {
    id: text({ primary: true }),
    name: text(),
    body: text(),
    createdAt: bigint({ name: "created_at" }),
    updatedAt: bigint({ name: "updated_at" }),
  },
  indices: [{ name: "dashboards_by_creation", columns: ["createdAt", "id"] }],
});
