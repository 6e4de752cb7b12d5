import type { WorkerRecord, WorkerStore } from "../ports.ts";
import type { Session } from "../session.ts";

interface Row {
  id: string;
  started_at: number | string;
  heartbeat_at: number | string;
}

export class SqlWorkerStore implements WorkerStore {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async beat({ id, startedAt, heartbeatAt }: WorkerRecord): Promise<void> {
    await this.#session.use(
      (connection) => connection.run`
        INSERT INTO workers (id, started_at, heartbeat_at) VALUES (${id}, ${startedAt}, ${heartbeatAt})
        ON CONFLICT (id) DO UPDATE SET heartbeat_at = excluded.heartbeat_at`,
    );
  }

  async list(): Promise<WorkerRecord[]> {
    const rows = await this.#session.use(
      (connection) => connection.rows<Row>`SELECT id, started_at, heartbeat_at FROM workers ORDER BY started_at, id`,
    );
    return rows.map((row) => ({ id: row.id, startedAt: Number(row.started_at), heartbeatAt: Number(row.heartbeat_at) }));
  }

  async leave(id: string): Promise<void> {
    await this.#session.use((connection) => connection.run`DELETE FROM workers WHERE id = ${id}`);
  }

  forget(beforeMs: number): Promise<number> {
    return this.#session.use((connection) => connection.run`DELETE FROM workers WHERE heartbeat_at < ${beforeMs}`);
  }
}
