import { alertRow } from "./entities/alert-row.ts";
import { anomalyRow } from "./entities/anomaly-row.ts";
import { auditRow } from "./entities/audit-row.ts";
import { channelRow } from "./entities/channel-row.ts";
import { checkpointPartRow } from "./entities/checkpoint-part-row.ts";
import { checkpointRow } from "./entities/checkpoint-row.ts";
import { conversationRow } from "./entities/conversation-row.ts";
import { counterRow } from "./entities/counter-row.ts";
import { dashboardRow } from "./entities/dashboard-row.ts";
import { generatorRow } from "./entities/generator-row.ts";
import { metricRow } from "./entities/metric-row.ts";
import { metricVersionRow } from "./entities/metric-version-row.ts";
import { outboxPositionRow } from "./entities/outbox-position-row.ts";
import { outboxRow } from "./entities/outbox-row.ts";
import { progressRow } from "./entities/progress-row.ts";
import { scanEventRow } from "./entities/scan-event-row.ts";
import { scanRow } from "./entities/scan-row.ts";
import { silenceRow } from "./entities/silence-row.ts";
import { workerRow } from "./entities/worker-row.ts";

/** Every table of the app database. */
export const ENTITIES = [
  metricRow,
  metricVersionRow,
  alertRow,
  anomalyRow,
  silenceRow,
  channelRow,
  outboxRow,
  outboxPositionRow,
  generatorRow,
  workerRow,
  conversationRow,
  dashboardRow,
  scanRow,
  scanEventRow,
  counterRow,
  checkpointRow,
  checkpointPartRow,
  auditRow,
  progressRow,
];
