import { Alerting1763900000001 } from "./migrations/alerting.ts";
import { Delivery1763900000002 } from "./migrations/delivery.ts";
import { MetricActivity1763900000005 } from "./migrations/metric-activity.ts";
import { Operation1763900000003 } from "./migrations/operation.ts";
import { Questions1763900000004 } from "./migrations/questions.ts";
import { ScanSummaries1763900000006 } from "./migrations/scan-summaries.ts";

/** In the order in which they run; one that was released is never edited. */
export const MIGRATIONS = [
  Alerting1763900000001,
  Delivery1763900000002,
  Operation1763900000003,
  Questions1763900000004,
  MetricActivity1763900000005,
  ScanSummaries1763900000006,
];
