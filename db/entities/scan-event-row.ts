import { EntitySchema } from "typeorm";
import { bigint, integer, text } from "./columns.ts";

/** One step of a scan, in the order in which SSE and sockets tell it. */
export interface ScanEventRow {
  scanId: string;
  seq: number;
  at: number;
  event: string;
  payload: string;
}

export const scanEventRow = new EntitySchema<ScanEventRow>({
  name: "ScanEventRow",
  tableName: "scan_events",
  withoutRowid: true,
  columns: {
    scanId: text({ name: "scan_id", primary: true }),
    seq: integer({ primary: true }),
    at: bigint(),
    event: text(),
    payload: text(),
  },
});
