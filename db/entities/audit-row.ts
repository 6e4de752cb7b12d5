import { EntitySchema } from "typeorm";
import { bigint, integer, text } from "./columns.ts";

export interface AuditRow {
  id: number;
  at: number;
  actor: string;
  action: string;
  target: string;
  /** JSON. */
  detail: string;
}

export const auditRow = new EntitySchema<AuditRow>({
  name: "AuditRow",
  tableName: "audit_log",
  columns: {
    id: integer({ primary: true, generated: "increment" }),
    at: bigint(),
    actor: text(),
    action: text(),
    target: text(),
    detail: text(),
  },
  indices: [{ name: "audit_log_by_time", columns: ["at"] }],
});
