import type { Alert } from "../../shared/alerts.ts";
import type { Connection } from "../session.ts";

/** Upserts an alert unless the stored revision is already as high. */
export async function saveAlert(connection: Connection, alert: Alert): Promise<void> {
  const { id, revision, metricId, domain, severity, status } = alert;
  await connection.run`
    INSERT INTO alert_history (id, revision, metric_id, domain, severity, status, started_at, search, body)
    VALUES (${id}, ${revision}, ${metricId}, ${domain}, ${severity}, ${status}, ${Date.parse(alert.startedAt)},
      ${searchText(alert)}, ${JSON.stringify(alert)})
    ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, metric_id = excluded.metric_id, domain = excluded.domain,
      severity = excluded.severity, status = excluded.status, started_at = excluded.started_at, search = excluded.search,
      body = excluded.body
    WHERE excluded.revision > alert_history.revision`;
}

/** Folded here, since the engines fold beyond ASCII each in their own way. */
function searchText(alert: Alert): string {
  return [alert.metricName, alert.summary, ...Object.values(alert.group)].join("\n").toLowerCase();
}
