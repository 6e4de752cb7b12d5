import { z } from "zod";
import { scanComparisonSchema } from "../../../shared/sentinel.ts";
import type { Scans } from "../../sentinel/ports.ts";
import { ok, route } from "../route.ts";
import { noScan } from "./scan-wish.ts";

const idSchema = z.string().min(1).max(128).meta({ description: "The id of a scan." });

async function reportOf(scans: Scans, id: string) {
  const report = await scans.get(id);
  if (!report) throw noScan(id);
  return report;
}

export const compareScans = route({
  method: "get",
  path: "/api/v1/sentinel/compare",
  operationId: "compareScans",
  summary: "What changed from one scan to another: findings that came, went, grew worse or better",
  access: "viewer",
  group: "sentinel",
  query: z.object({ a: idSchema, b: idSchema }),
  responses: { 200: { description: "From `a` to `b`.", schema: scanComparisonSchema } },
  handle: async ({ scans }, { query: { a, b } }) => ok(scans.compare(await reportOf(scans, a), await reportOf(scans, b))),
});
