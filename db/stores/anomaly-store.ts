import type { Anomaly } from "../../shared/anomalies.ts";
import type { Page, PageQuery } from "../../shared/api.ts";
import { type AnomalyRow, anomalyRow } from "../entities/anomaly-row.ts";
import type { AnomalyFilter, AnomalyStore, AnomalySummary } from "../ports.ts";
import type { Connection, Session } from "../session.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";

type Read = Pick<AnomalyRow, "body" | "feedback">;

function parse({ body, feedback }: Read): Anomaly {
  const anomaly = JSON.parse(body) as Anomaly;
  return feedback === null ? anomaly : { ...anomaly, feedback: feedback as NonNullable<Anomaly["feedback"]> };
}

export class SqlAnomalyStore implements AnomalyStore {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async list(filter: AnomalyFilter, page: PageQuery): Promise<Page<Anomaly>> {
    const after = page.cursor === undefined ? undefined : decodeCursor(page.cursor);
    const rows = await this.#session.use((connection) => {
      const query = connection.manager.createQueryBuilder(anomalyRow, "a").orderBy("a.at", "DESC").addOrderBy("a.id", "DESC");
      if (after) query.andWhere("(a.at < :at OR (a.at = :at AND a.id < :id))", after);
      if (filter.metricId !== undefined) query.andWhere("a.metricId = :metricId", { metricId: filter.metricId });
      if (filter.from !== undefined) query.andWhere("a.at >= :from", { from: filter.from });
      if (filter.to !== undefined) query.andWhere("a.at < :to", { to: filter.to });
      return query.take(page.limit + 1).getMany();
    });
    const items = rows.slice(0, page.limit);
    const last = rows.length > page.limit ? items.at(-1) : undefined;
    return { items: items.map(parse), nextCursor: last ? encodeCursor({ at: Number(last.at), id: last.id }) : null };
  }

  async summary(): Promise<AnomalySummary[]> {
    const rows = await this.#session.use(
      (connection) => connection.rows<{ metric_id: string; feedback: string | null; count: number | string; newest: number | string }>`
        SELECT metric_id, feedback, COUNT(*) AS count, MAX(at) AS newest FROM anomaly_history GROUP BY metric_id, feedback ORDER BY metric_id`,
    );
    const summaries = new Map<string, AnomalySummary>();
    for (const { metric_id: metricId, feedback, count, newest } of rows) {
      const sum = summaries.get(metricId) ?? { metricId, count: 0, real: 0, expected: 0, false: 0, newestAt: 0 };
      const judged = feedback === null ? {} : { [feedback]: Number(count) };
      summaries.set(metricId, { ...sum, ...judged, count: sum.count + Number(count), newestAt: Math.max(sum.newestAt, Number(newest)) });
    }
    return [...summaries.values()];
  }
}

/** Adds an anomaly unless it is there: a recovery may say it again. */
export async function saveAnomaly(connection: Connection, anomaly: Anomaly): Promise<void> {
  const { id, metricId, at } = anomaly;
  await connection.run`
    INSERT INTO anomaly_history (id, metric_id, at, body) VALUES (${id}, ${metricId}, ${Date.parse(at)}, ${JSON.stringify(anomaly)})
    ON CONFLICT (id) DO NOTHING`;
}
