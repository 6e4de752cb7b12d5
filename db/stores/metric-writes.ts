import type { Metric } from "../../shared/metrics.ts";
import type { Connection } from "../session.ts";

/** Upserts a metric and its version, unless a later one is stored. */
export async function saveMetric(connection: Connection, metric: Metric, actor: string): Promise<void> {
  const { id, name, version } = metric;
  const body = JSON.stringify(metric);
  const at = Date.parse(metric.updatedAt);
  await connection.run`
    INSERT INTO metrics (id, name, version, body, updated_at) VALUES (${id}, ${name}, ${version}, ${body}, ${at})
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version, body = excluded.body, updated_at = excluded.updated_at
    WHERE excluded.version >= metrics.version`;
  await connection.run`
    INSERT INTO metric_versions (metric_id, version, body, actor, at) VALUES (${id}, ${version}, ${body}, ${actor}, ${at})
    ON CONFLICT (metric_id, version) DO UPDATE SET body = excluded.body, actor = excluded.actor, at = excluded.at`;
}

/** The versions stay: they say what an alert of the metric was about. */
export async function deleteMetric(connection: Connection, id: string): Promise<void> {
  await connection.run`DELETE FROM metrics WHERE id = ${id}`;
}
