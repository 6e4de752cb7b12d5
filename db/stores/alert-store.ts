import type { SelectQueryBuilder } from "typeorm";
import { type Alert, type AlertStatus, OPEN_STATUSES } from "../../shared/alerts.ts";
import type { Page, PageQuery } from "../../shared/api.ts";
import { SEVERITIES, type Severity } from "../../shared/events.ts";
import { type AlertRow, alertRow, OPEN_ALERTS } from "../entities/alert-row.ts";
import { containsPattern } from "../like.ts";
import type { AlertFilter, AlertStore, MetricActivity } from "../ports.ts";
import type { Connection, Session } from "../session.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";

const parse = (row: Pick<AlertRow, "body">): Alert => JSON.parse(row.body) as Alert;

export class SqlAlertStore implements AlertStore {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async get(id: string): Promise<Alert | undefined> {
    const [row] = await this.#session.use((connection) => connection.rows<AlertRow>`SELECT body FROM alert_history WHERE id = ${id}`);
    return row && parse(row);
  }

  async list(filter: AlertFilter, page: PageQuery): Promise<Page<Alert>> {
    const after = page.cursor === undefined ? undefined : decodeCursor(page.cursor);
    const rows = await this.#session.use((connection) => {
      const query = newestFirst(connection).take(page.limit + 1);
      if (after) query.andWhere("(a.startedAt < :at OR (a.startedAt = :at AND a.id < :id))", after);
      return narrow(query, filter).getMany();
    });
    const items = rows.slice(0, page.limit);
    const last = rows.length > page.limit ? items.at(-1) : undefined;
    return { items: items.map(parse), nextCursor: last ? encodeCursor({ at: last.startedAt, id: last.id }) : null };
  }

  async open(limit: number): Promise<Alert[]> {
    const rows = await this.#session.use((connection) =>
      narrow(newestFirst(connection).take(limit), { status: [...OPEN_STATUSES] }).getMany(),
    );
    return rows.map(parse);
  }

  async countActive(): Promise<Record<Severity, number>> {
    const rows = await this.#session.use(
      (connection) => connection.rows<{ severity: Severity; count: number | string }>`
        SELECT severity, COUNT(*) AS count FROM alert_history
        WHERE status IN ('pending', 'firing', 'acknowledged') AND status <> 'pending' GROUP BY severity`,
    );
    const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
    for (const { severity, count } of rows) counts[severity] = Number(count);
    return counts;
  }

  async countOpen(): Promise<{ severity: Severity; status: AlertStatus; count: number }[]> {
    const rows = await this.#session.use(
      (connection) => connection.rows<{ severity: Severity; status: AlertStatus; count: number | string }>`
        SELECT severity, status, COUNT(*) AS count FROM alert_history
        WHERE status IN ('pending', 'firing', 'acknowledged') GROUP BY severity, status`,
    );
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  async activity(since: number): Promise<MetricActivity[]> {
    // Each part reads only its own stretch of an index, however long the history is.
    const rows = await this.#session.use(
      (connection) => connection.rows<Record<keyof MetricActivity, string | number | null>>`
        SELECT m.id AS "metricId", COALESCE(open.firing, 0) AS firing, COALESCE(open.pending, 0) AS pending,
          (SELECT COUNT(*) FROM alert_history a
            WHERE a.metric_id = m.id AND a.started_at >= ${since} AND a.status NOT IN ('pending', 'retracted')) AS fires,
          (SELECT a.started_at FROM alert_history a
            WHERE a.metric_id = m.id AND a.status NOT IN ('pending', 'retracted')
            ORDER BY a.started_at DESC LIMIT 1) AS "lastFiredAt"
        FROM metrics m LEFT JOIN (
          SELECT metric_id, SUM(CASE WHEN status = 'pending' THEN 0 ELSE 1 END) AS firing,
            SUM(CASE WHEN status = 'pending' THEN 1 ELSE 0 END) AS pending
          FROM alert_history WHERE status IN ('pending', 'firing', 'acknowledged') GROUP BY metric_id
        ) open ON open.metric_id = m.id
        ORDER BY m.id`,
    );
    return rows.map((row) => ({
      metricId: String(row.metricId),
      firing: Number(row.firing),
      pending: Number(row.pending),
      fires: Number(row.fires),
      lastFiredAt: row.lastFiredAt === null ? null : Number(row.lastFiredAt),
    }));
  }
}

function newestFirst(connection: Connection): SelectQueryBuilder<AlertRow> {
  return connection.manager
    .createQueryBuilder(alertRow, "a")
    .select(["a.id", "a.startedAt", "a.body"])
    .orderBy("a.startedAt", "DESC")
    .addOrderBy("a.id", "DESC");
}

function narrow(query: SelectQueryBuilder<AlertRow>, filter: AlertFilter): SelectQueryBuilder<AlertRow> {
  const oneOf = (column: string, values: readonly string[] | undefined): void => {
    if (values) query.andWhere(values.length > 0 ? `a.${column} IN (:...${column})` : "1 = 0", { [column]: values });
  };
  oneOf("status", filter.status);
  if (filter.status?.every((status) => OPEN_STATUSES.has(status))) query.andWhere(`a.${OPEN_ALERTS}`);
  oneOf("severity", filter.severity);
  oneOf("domain", filter.domain);
  if (filter.metricId !== undefined) query.andWhere("a.metricId = :metricId", { metricId: filter.metricId });
  if (filter.from !== undefined) query.andWhere("a.startedAt >= :from", { from: filter.from });
  if (filter.to !== undefined) query.andWhere("a.startedAt < :to", { to: filter.to });
  if (filter.q) query.andWhere("a.search LIKE :q ESCAPE '\\'", { q: containsPattern(filter.q.toLowerCase()) });
  return query;
}
