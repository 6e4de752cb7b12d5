import { openSqliteSession } from "./dialects/sqlite.ts";
import type { AppDatabase } from "./ports.ts";
import type { Session } from "./session.ts";
import { SqlAlertStore } from "./stores/alert-store.ts";
import { SqlAnomalyStore } from "./stores/anomaly-store.ts";
import { SqlAuditStore } from "./stores/audit-store.ts";
import { SqlCheckpointStore } from "./stores/checkpoint-store.ts";
import { SqlConversationStore } from "./stores/conversation-store.ts";
import { SqlEffectStore } from "./stores/effect-store.ts";
import { SqlGeneratorStore } from "./stores/generator-store.ts";
import { SqlMetricStore } from "./stores/metric-store.ts";
import { SqlOutboxStore } from "./stores/outbox-store.ts";
import { SqlRetentionStore } from "./stores/retention-store.ts";
import { SqlScanStore } from "./stores/scan-store.ts";
import { SqlWorkerStore } from "./stores/worker-store.ts";

/** Opens the app database in a SQLite file, creating it and its folder if need be, and runs the migrations that are due. */
export async function openSqliteApp(options: { readonly file: string }): Promise<AppDatabase> {
  return appDatabase(await openSqliteSession(options.file));
}

/** The stores over any dialect's session. */
function appDatabase(session: Session): AppDatabase {
  return {
    effects: new SqlEffectStore(session),
    alerts: new SqlAlertStore(session),
    anomalies: new SqlAnomalyStore(session),
    metrics: new SqlMetricStore(session),
    outbox: new SqlOutboxStore(session),
    checkpoints: new SqlCheckpointStore(session),
    audit: new SqlAuditStore(session),
    conversations: new SqlConversationStore(session),
    workers: new SqlWorkerStore(session),
    generators: new SqlGeneratorStore(session),
    retention: new SqlRetentionStore(session),
    scans: new SqlScanStore(session),
    ping: async () => {
      await session.use((connection) => connection.rows`SELECT 1`);
    },
    close: () => session.close(),
  };
}
