import type { EffectCommit, EffectStore, OutboxFrame, Progress } from "../ports.ts";
import type { Connection, Session } from "../session.ts";
import { saveAlert } from "./alert-writes.ts";
import { saveAnomaly } from "./anomaly-store.ts";
import { deleteMetric, saveMetric } from "./metric-writes.ts";
import { type Numbering, OutboxNumbers } from "./outbox-numbers.ts";
import { saveScanEvent } from "./scan-store.ts";

interface StoredProgress {
  applied_seq: number | string;
  applied_at: number | string;
  evaluated: number | string;
  late: number | string;
}

/** Written as plain statements: this is the hot path, and building the queries costs several times what they cost to run. */
export class SqlEffectStore implements EffectStore {
  readonly #session: Session;
  readonly #numbers = new OutboxNumbers();

  constructor(session: Session) {
    this.#session = session;
  }

  async progress(): Promise<Progress> {
    const [row] = await this.#session.use((connection) => connection.rows<StoredProgress>`SELECT * FROM progress WHERE id = 1`);
    return {
      appliedSeq: Number(row?.applied_seq ?? 0),
      appliedAt: Number(row?.applied_at ?? 0),
      evaluated: Number(row?.evaluated ?? 0),
      late: Number(row?.late ?? 0),
    };
  }

  async commit(commit: EffectCommit): Promise<OutboxFrame[]> {
    if (changesOnlyProgress(commit)) {
      // One statement is a transaction of its own.
      await this.#session.use((connection) => saveProgress(connection, commit.progress));
      return [];
    }
    const numbering = this.#numbers.begin();
    return this.#session.transaction((connection) => saveAll(connection, commit, numbering), numbering.committed);
  }
}

async function saveAll(connection: Connection, commit: EffectCommit, numbering: Numbering): Promise<OutboxFrame[]> {
  for (const alert of commit.alerts) await saveAlert(connection, alert);
  for (const anomaly of commit.anomalies ?? []) await saveAnomaly(connection, anomaly);
  for (const { metric, actor } of commit.metricsPut) await saveMetric(connection, metric, actor);
  for (const id of commit.metricsDeleted) await deleteMetric(connection, id);
  for (const event of commit.scanEvents ?? []) await saveScanEvent(connection, event);
  const frames: OutboxFrame[] = [];
  for (const frame of commit.frames) {
    frames.push(await saveFrame(connection, { ...frame, seq: await numbering.next(connection, frame.channel) }));
  }
  await saveProgress(connection, commit.progress);
  return frames;
}

function changesOnlyProgress({ alerts, anomalies = [], metricsPut, metricsDeleted, scanEvents = [], frames }: EffectCommit): boolean {
  return scanEvents.length + alerts.length + anomalies.length + metricsPut.length + metricsDeleted.length + frames.length === 0;
}

async function saveFrame(connection: Connection, frame: OutboxFrame): Promise<OutboxFrame> {
  const { channel, seq, at, event, payload } = frame;
  await connection.run`INSERT INTO outbox (channel, seq, at, event, payload) VALUES (${channel}, ${seq}, ${at}, ${event}, ${payload})`;
  return frame;
}

async function saveProgress(connection: Connection, { appliedSeq, appliedAt, evaluated, late }: Progress): Promise<void> {
  await connection.run`
    UPDATE progress SET applied_seq = ${appliedSeq}, applied_at = ${appliedAt}, evaluated = ${evaluated}, late = ${late} WHERE id = 1`;
}
