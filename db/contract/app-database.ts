import { describeAlertStore } from "./alert-store.ts";
import { describeAnomalyStore } from "./anomaly-store.ts";
import type { AppPlace } from "./app-harness.ts";
import { describeAuditStore } from "./audit-store.ts";
import { describeCheckpointStore } from "./checkpoint-store.ts";
import { describeConversationStore } from "./conversation-store.ts";
import { describeEffectStore } from "./effect-store.ts";
import { describeGeneratorStore } from "./generator-store.ts";
import { describeMetricStore } from "./metric-store.ts";
import { describeOutboxStore } from "./outbox-store.ts";
import { describeRetentionStore } from "./retention-store.ts";
import { describeScanStore } from "./scan-store.ts";
import { describeWorkerStore } from "./worker-store.ts";

/** Every suite that an app database has to pass. */
export function describeAppDatabase(name: string, make: () => Promise<AppPlace>): void {
  for (const describeStore of [
    describeEffectStore,
    describeAlertStore,
    describeAnomalyStore,
    describeMetricStore,
    describeOutboxStore,
    describeCheckpointStore,
    describeAuditStore,
    describeConversationStore,
    describeWorkerStore,
    describeGeneratorStore,
    describeRetentionStore,
    describeScanStore,
  ]) {
    describeStore(name, make);
  }
}
