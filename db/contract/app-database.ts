import { describeAlertStore } from "./alert-store.ts";
import type { AppPlace } from "./app-harness.ts";
import { describeAuditStore } from "./audit-store.ts";
import { describeCheckpointStore } from "./checkpoint-store.ts";
import { describeEffectStore } from "./effect-store.ts";
import { describeMetricStore } from "./metric-store.ts";
import { describeOutboxStore } from "./outbox-store.ts";

/** Every suite that an app database has to pass. */
export function describeAppDatabase(name: string, make: () => Promise<AppPlace>): void {
  for (const describeStore of [
    describeEffectStore,
    describeAlertStore,
    describeMetricStore,
    describeOutboxStore,
    describeCheckpointStore,
    describeAuditStore,
  ]) {
    describeStore(name, make);
  }
}
