import { getDatabaseSchema } from "./admin/get-database-schema.ts";
import { getTableRows } from "./admin/get-table-rows.ts";
import { listTables } from "./admin/list-tables.ts";
import { runSql } from "./admin/run-sql.ts";
import { testDatabase } from "./admin/test-database.ts";
import { acknowledgeAlert } from "./alerts/acknowledge-alert.ts";
import { assignAlert } from "./alerts/assign-alert.ts";
import { actOnAlerts } from "./alerts/bulk-alerts.ts";
import { controlEngine } from "./alerts/control-engine.ts";
import { getEngineStatus } from "./alerts/engine-status.ts";
import { getAlert } from "./alerts/get-alert.ts";
import { getGenerator } from "./alerts/get-generator.ts";
import { listAlertEvents } from "./alerts/list-alert-events.ts";
import { listAlerts } from "./alerts/list-alerts.ts";
import { listAnomalies } from "./alerts/list-anomalies.ts";
import { listEvents } from "./alerts/list-events.ts";
import { listGenerators } from "./alerts/list-generators.ts";
import { addAlertNote } from "./alerts/note-alert.ts";
import { postEvents } from "./alerts/post-events.ts";
import { resolveAlert } from "./alerts/resolve-alert.ts";
import { startGenerator } from "./alerts/start-generator.ts";
import { stopGenerator } from "./alerts/stop-generator.ts";
import { streamChannels } from "./alerts/stream-channels.ts";
import { getAsyncApi } from "./documents/get-asyncapi.ts";
import { getOpenApi } from "./documents/get-openapi.ts";
import { createMetric } from "./metrics/create-metric.ts";
import { deleteMetric } from "./metrics/delete-metric.ts";
import { exportMetrics } from "./metrics/export-metrics.ts";
import { getMetric } from "./metrics/get-metric.ts";
import { importMetrics } from "./metrics/import-metrics.ts";
import { listMetricValues } from "./metrics/list-metric-values.ts";
import { listMetricVersions } from "./metrics/list-metric-versions.ts";
import { listMetrics } from "./metrics/list-metrics.ts";
import { getMetricsOverview } from "./metrics/metrics-overview.ts";
import { patchMetric } from "./metrics/patch-metric.ts";
import { previewMetric } from "./metrics/preview-metric.ts";
import { replaceMetric } from "./metrics/replace-metric.ts";
import { rollbackMetric } from "./metrics/rollback-metric.ts";
import { PLANNED_ADMIN } from "./planned/planned-admin.ts";
import { PLANNED_ALERTS } from "./planned/planned-alerts.ts";
import { PLANNED_DASHBOARDS } from "./planned/planned-dashboards.ts";
import { ask } from "./query/ask.ts";
import { askStreamed } from "./query/ask-streamed.ts";
import { getCatalog } from "./query/get-catalog.ts";
import type { Route } from "./route.ts";
import { cancelScan } from "./sentinel/cancel-scan.ts";
import { compareScans } from "./sentinel/compare-scans.ts";
import { getScan } from "./sentinel/get-scan.ts";
import { listScans } from "./sentinel/list-scans.ts";
import { scan } from "./sentinel/scan.ts";
import { scanStreamed } from "./sentinel/scan-stream.ts";
import { getSystemConfig } from "./system/get-config.ts";
import { getTelemetry } from "./system/get-telemetry.ts";
import { getHealth } from "./system/health.ts";
import { getLiveness } from "./system/health-live.ts";
import { getReadiness } from "./system/health-ready.ts";
import { listAudit } from "./system/list-audit.ts";
import { listDependencies } from "./system/list-dependencies.ts";
import { getSession } from "./system/session.ts";

const METRICS: readonly Route[] = [
  listMetrics,
  createMetric,
  // Before the routes with an id, which would take their last word for one.
  previewMetric,
  exportMetrics,
  importMetrics,
  getMetricsOverview,
  getMetric,
  replaceMetric,
  patchMetric,
  deleteMetric,
  listMetricVersions,
  listMetricValues,
  rollbackMetric,
];

const ALERTS: readonly Route[] = [
  listAlerts,
  actOnAlerts,
  getAlert,
  listAlertEvents,
  acknowledgeAlert,
  resolveAlert,
  addAlertNote,
  assignAlert,
  listAnomalies,
  ...PLANNED_ALERTS,
];

/** Every route, in the order in which they are tried: the one for events is by far the busiest. */
export const ROUTES: readonly Route[] = [
  postEvents,
  listEvents,
  ...ALERTS,
  ...METRICS,
  getEngineStatus,
  listGenerators,
  startGenerator,
  getGenerator,
  stopGenerator,
  streamChannels,
  controlEngine,
  getSession,
  getHealth,
  getLiveness,
  getReadiness,
  getTelemetry,
  getSystemConfig,
  listDependencies,
  ask,
  askStreamed,
  getCatalog,
  scan,
  scanStreamed,
  cancelScan,
  listScans,
  getScan,
  compareScans,
  ...PLANNED_DASHBOARDS,
  listAudit,
  testDatabase,
  getDatabaseSchema,
  listTables,
  getTableRows,
  runSql,
  ...PLANNED_ADMIN,
  getOpenApi,
  getAsyncApi,
];
