import type { Metric, MetricVersion } from "../../shared/metrics.ts";
import type { MetricStore } from "../ports.ts";
import type { Session } from "../session.ts";

interface Body {
  body: string;
}

const parse = ({ body }: Body): Metric => JSON.parse(body) as Metric;

export class SqlMetricStore implements MetricStore {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async get(id: string): Promise<Metric | undefined> {
    const [row] = await this.#session.use((connection) => connection.rows<Body>`SELECT body FROM metrics WHERE id = ${id}`);
    return row && parse(row);
  }

  async getByName(name: string): Promise<Metric | undefined> {
    const [row] = await this.#session.use(
      (connection) => connection.rows<Body>`SELECT body FROM metrics WHERE name = ${name} ORDER BY updated_at DESC, id LIMIT 1`,
    );
    return row && parse(row);
  }

  async list(): Promise<Metric[]> {
    const rows = await this.#session.use((connection) => connection.rows<Body>`SELECT body FROM metrics`);
    // Ordered here: the engines sort text each in their own way.
    return rows.map(parse).sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
  }

  async versions(id: string): Promise<MetricVersion[]> {
    const rows = await this.#session.use(
      (connection) => connection.rows<Body & { version: number; actor: string; at: number | string }>`
        SELECT version, body, actor, at FROM metric_versions WHERE metric_id = ${id} ORDER BY version DESC`,
    );
    return rows.map((row) => ({
      version: row.version,
      metric: parse(row),
      at: new Date(Number(row.at)).toISOString(),
      actor: row.actor,
    }));
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
