import type { EffectCommit, OutboxFrame, Progress } from "../../db/ports.ts";
import { type Alert, OPEN_STATUSES } from "../../shared/alerts.ts";
import type { Anomaly } from "../../shared/anomalies.ts";
import type { Metric } from "../../shared/metrics.ts";
import { toIso } from "../../shared/time.ts";
import type { Turn } from "../../streams/graph.ts";
import type { EngineEffect, ScanStep, ToldStep } from "../../streams/ports.ts";

type PendingAction = Extract<EngineEffect, { kind: "alert.action" }>;

/** Reads an alert that the engine no longer holds. */
export type ReadAlert = (id: string) => Promise<Alert | undefined>;

/** Effects on their way into the store: gathered while the last commit runs, committed together. */
export class EffectBatch {
  private readonly alerts = new Map<string, Alert>();
  private readonly anomalies: Anomaly[] = [];
  private readonly frames: Omit<OutboxFrame, "seq">[] = [];
  private readonly actions: PendingAction[] = [];
  private readonly metricsPut: { metric: Metric; actor: string }[] = [];
  private readonly metricsDeleted: string[] = [];
  private readonly scanEvents: ScanStep[] = [];

  /** Whether there is anything but progress to commit. */
  get hasEffects(): boolean {
    const { alerts, anomalies, actions, metricsPut, metricsDeleted, scanEvents } = this;
    return alerts.size + anomalies.length + actions.length + metricsPut.length + metricsDeleted.length + scanEvents.length > 0;
  }

  add(turn: Turn): void {
    for (const effect of turn.effects) this.addEffect(effect);
  }

  /** The frames hold the step's text as it is: a report is large. */
  addScanStep({ step, channels }: ToldStep): void {
    const { scanId, at, event, payload: data } = step;
    this.scanEvents.push(step);
    const payload = `{"scanId":${JSON.stringify(scanId)},"event":${JSON.stringify(event)},"data":${data}}`;
    for (const channel of channels) this.frames.push({ channel, at, event: "sentinel", payload });
  }

  /** The commit of everything gathered, actions on stored alerts carried out. */
  async toCommit(progress: Progress, readAlert: ReadAlert): Promise<EffectCommit> {
    for (let next = this.actions[0]; next; next = this.actions[0]) {
      const stored = this.alerts.get(next.alertId) ?? (await readAlert(next.alertId));
      const changed = stored && actedUpon(stored, next);
      if (changed) this.addAlert(changed, next.at);
      // Only now: a read that fails is tried again, and must not repeat what has been done.
      this.actions.shift();
    }
    return {
      alerts: [...this.alerts.values()],
      anomalies: this.anomalies,
      metricsPut: this.metricsPut,
      metricsDeleted: this.metricsDeleted,
      scanEvents: this.scanEvents,
      frames: this.frames,
      progress,
    };
  }

  private addEffect(effect: EngineEffect): void {
    if (effect.kind === "alert") this.addAlert(effect.alert, effect.at);
    else if (effect.kind === "anomaly") this.addAnomaly(effect.anomaly, effect.at);
    else if (effect.kind === "alert.action") this.actions.push(effect);
    else if (effect.kind === "metric.put") this.metricsPut.push({ metric: effect.metric, actor: effect.actor });
    else if (effect.kind === "metric.delete") this.metricsDeleted.push(effect.metricId);
  }

  private addAnomaly(anomaly: Anomaly, at: number): void {
    this.anomalies.push(anomaly);
    this.frames.push({ channel: "anomalies", at, event: "anomaly", payload: JSON.stringify(anomaly) });
  }

  private addAlert(alert: Alert, at: number): void {
    this.alerts.set(alert.id, alert);
    const payload = JSON.stringify(alert);
    this.frames.push({ channel: "alerts", at, event: "alert", payload });
    this.frames.push({ channel: `alerts:${alert.domain}`, at, event: "alert", payload });
  }
}

/**
 * What an action makes of an alert that the engine does not know; undefined when nothing. Notes and assignments are possible on an
 * alert of any age. One that is still open has outlived the engine's knowledge of it (its events and every checkpoint that could be
 * loaded are gone): nothing but a person will ever close it.
 */
function actedUpon(alert: Alert, { action, actor, at }: PendingAction): Alert | undefined {
  const revision = alert.revision + 1;
  if (action.action === "assign") return { ...alert, revision, assignedTo: action.to };
  const text = action.action === "note" ? action.text : action.note;
  const notes = text === undefined ? alert.notes : [...alert.notes, { at: toIso(at), actor, text }];
  if (action.action === "note") return { ...alert, revision, notes };
  if (!OPEN_STATUSES.has(alert.status)) return undefined;
  if (action.action === "acknowledge") return { ...alert, revision, notes, status: "acknowledged", acknowledgedBy: actor };
  return { ...alert, revision, notes, status: "resolved", resolvedAt: toIso(at) };
}
