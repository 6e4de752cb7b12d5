import type { Page, PageQuery } from "../../shared/api.ts";
import { type ScanSummary, type SentinelEventName, type SentinelReport, summaryOf } from "../../shared/sentinel.ts";
import type { ScanStore, StoredScanEvent } from "../ports.ts";
import type { Connection, Session } from "../session.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";

interface ListedRow {
  id: string;
  summary: string;
  started_at: number | string;
}

interface EventRow {
  scan_id: string;
  seq: number | string;
  at: number | string;
  event: SentinelEventName;
  payload: string;
}

/** Adds a step to its scan, unless it is there: a commit may be tried again. */
export async function saveScanEvent(connection: Connection, { scanId, seq, at, event, payload }: StoredScanEvent): Promise<void> {
  await connection.run`
    INSERT INTO scan_events (scan_id, seq, at, event, payload) VALUES (${scanId}, ${seq}, ${at}, ${event}, ${payload})
    ON CONFLICT (scan_id, seq) DO NOTHING`;
}

export class SqlScanStore implements ScanStore {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async save(report: SentinelReport): Promise<void> {
    const { id, status, startedAt, finishedAt } = report;
    const [body, summary] = [JSON.stringify(report), JSON.stringify(summaryOf(report))];
    const ended = finishedAt === null ? null : Date.parse(finishedAt);
    await this.#session.use(
      (connection) => connection.run`
        INSERT INTO scans (id, status, started_at, finished_at, body, summary)
        VALUES (${id}, ${status}, ${Date.parse(startedAt)}, ${ended}, ${body}, ${summary})
        ON CONFLICT (id) DO UPDATE SET status = excluded.status, finished_at = excluded.finished_at,
          body = excluded.body, summary = excluded.summary`,
    );
  }

  async get(id: string): Promise<SentinelReport | undefined> {
    const [row] = await this.#session.use((connection) => connection.rows<{ body: string }>`SELECT body FROM scans WHERE id = ${id}`);
    return row && (JSON.parse(row.body) as SentinelReport);
  }

  async list({ limit, cursor }: PageQuery): Promise<Page<ScanSummary>> {
    // Before the first page comes a place that no row can have.
    const { at, id } = cursor === undefined ? { at: Number.MAX_SAFE_INTEGER, id: "" } : decodeCursor(cursor);
    const rows = await this.#session.use(
      (connection) => connection.rows<ListedRow>`
        SELECT id, summary, started_at FROM scans WHERE started_at < ${at} OR (started_at = ${at} AND id < ${id})
        ORDER BY started_at DESC, id DESC LIMIT ${limit + 1}`,
    );
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return {
      items: items.map(({ summary }) => JSON.parse(summary) as ScanSummary),
      nextCursor: last ? encodeCursor({ at: Number(last.started_at), id: last.id }) : null,
    };
  }

  async unfinished(): Promise<string[]> {
    const rows = await this.#session.use(
      (connection) => connection.rows<{ id: string }>`
        SELECT id FROM scans WHERE NOT EXISTS (
          SELECT 1 FROM scan_events WHERE scan_id = scans.id AND event IN ('scan.completed', 'scan.failed')
        ) ORDER BY started_at, id`,
    );
    return rows.map(({ id }) => id);
  }

  async eventsAfter(scanId: string, seq: number, limit: number): Promise<StoredScanEvent[]> {
    const rows = await this.#session.use(
      (connection) => connection.rows<EventRow>`
        SELECT scan_id, seq, at, event, payload FROM scan_events WHERE scan_id = ${scanId} AND seq > ${seq} ORDER BY seq LIMIT ${limit}`,
    );
    return rows.map(({ scan_id: id, seq: n, at, event, payload }) => ({ scanId: id, seq: Number(n), at: Number(at), event, payload }));
  }

  async prune(keep: number): Promise<number> {
    const old = await this.#session.use(
      (connection) => connection.rows<{ id: string }>`
        SELECT id FROM scans WHERE status <> 'running' ORDER BY started_at DESC, id DESC LIMIT 1000 OFFSET ${keep}`,
    );
    for (const { id } of old) await this.#remove(id);
    return old.length;
  }

  async #remove(id: string): Promise<void> {
    const channel = `sentinel:${id}`;
    await this.#session.transaction(async (connection) => {
      await connection.run`DELETE FROM scan_events WHERE scan_id = ${id}`;
      await connection.run`DELETE FROM outbox WHERE channel = ${channel}`;
      await connection.run`DELETE FROM outbox_positions WHERE channel = ${channel}`;
      await connection.run`DELETE FROM scans WHERE id = ${id}`;
    });
  }
}
