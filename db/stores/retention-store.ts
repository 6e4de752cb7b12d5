import { setImmediate } from "node:timers/promises";
import type { Alert } from "../../shared/alerts.ts";
import type { Generator } from "../../shared/generators.ts";
import type { RemovedRows, RetentionStore } from "../ports.ts";
import type { Connection, Session } from "../session.ts";

/** Rows looked at in one turn; commits of effects have theirs in between. */
const STEP_ROWS = 500;

/** Removes the next rows; returns how many it looked at and how many went. */
type Step = (connection: Connection) => Promise<{ seen: number; removed: number }>;

/** A row that is judged by what is in it, in an order that goes on after it when it stays. */
interface Candidate {
  id: string;
  at: number | string;
  body: string;
}

export class SqlRetentionStore implements RetentionStore {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async removeBefore(beforeMs: number, signal?: AbortSignal): Promise<RemovedRows> {
    return {
      alerts: await this.#repeat(oldAlerts(beforeMs), signal),
      anomalies: await this.#repeat(oldAnomalies(beforeMs), signal),
      audit: await this.#repeat(oldAuditEntries(beforeMs), signal),
      generators: await this.#repeat(oldGenerators(beforeMs), signal),
    };
  }

  async #repeat(step: Step, signal: AbortSignal | undefined): Promise<number> {
    let removed = 0;
    while (!signal?.aborted) {
      const turn = await this.#session.transaction(step);
      removed += turn.removed;
      if (turn.seen < STEP_ROWS) break;
      await setImmediate();
    }
    return removed;
  }
}

/** Closed alerts by their end, which is only in their body: one that lasted for long may have begun long before. */
function oldAlerts(beforeMs: number): Step {
  const ended = (alert: Alert) => Date.parse(alert.resolvedAt ?? alert.lastSeenAt);
  return walk<Alert>(
    (connection, { at, id }) => connection.rows<Candidate>`
      SELECT id, started_at AS at, body FROM alert_history
      WHERE status IN ('resolved', 'retracted') AND started_at < ${beforeMs} AND (started_at > ${at} OR (started_at = ${at} AND id > ${id}))
      ORDER BY started_at, id LIMIT ${STEP_ROWS}`,
    (alert) => ended(alert) < beforeMs,
    (connection, id) => connection.run`DELETE FROM alert_history WHERE id = ${id}`,
  );
}

function oldGenerators(beforeMs: number): Step {
  return walk<Generator>(
    (connection, { at, id }) => connection.rows<Candidate>`
      SELECT id, created_at AS at, body FROM generators
      WHERE created_at < ${beforeMs} AND (created_at > ${at} OR (created_at = ${at} AND id > ${id}))
      ORDER BY created_at, id LIMIT ${STEP_ROWS}`,
    ({ state }) => state !== "running",
    (connection, id) => connection.run`DELETE FROM generators WHERE id = ${id}`,
  );
}

function walk<T>(
  next: (connection: Connection, after: { at: number; id: string }) => Promise<Candidate[]>,
  goes: (item: T) => boolean,
  remove: (connection: Connection, id: string) => Promise<number>,
): Step {
  let after = { at: -1, id: "" };
  return async (connection) => {
    const rows = await next(connection, after);
    let removed = 0;
    for (const row of rows) if (goes(JSON.parse(row.body) as T)) removed += await remove(connection, row.id);
    const last = rows.at(-1);
    if (last) after = { at: Number(last.at), id: last.id };
    return { seen: rows.length, removed };
  };
}

function oldAnomalies(beforeMs: number): Step {
  return async (connection) => {
    const removed = await connection.run`
      DELETE FROM anomaly_history WHERE id IN (
        SELECT id FROM anomaly_history WHERE at < ${beforeMs} ORDER BY at, id LIMIT ${STEP_ROWS})`;
    return { seen: removed, removed };
  };
}

function oldAuditEntries(beforeMs: number): Step {
  return async (connection) => {
    const removed = await connection.run`
      DELETE FROM audit_log WHERE id IN (SELECT id FROM audit_log WHERE at < ${beforeMs} ORDER BY at LIMIT ${STEP_ROWS})`;
    return { seen: removed, removed };
  };
}
