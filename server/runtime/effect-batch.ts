import type { EffectCommit, OutboxFrame, Progress } from "../../db/ports.ts";
import type { Alert, AlertAction } from "../../shared/alerts.ts";
import type { Anomaly } from "../../shared/anomalies.ts";
import type { Metric } from "../../shared/metrics.ts";
import { toIso } from "../../shared/time.ts";
import type { Turn } from "../../streams/graph.ts";
import type { EngineEffect } from "../../streams/ports.ts";

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

  /** Whether there is anything but progress to commit. */
  get hasEffects(): boolean {
    return this.alerts.size + this.anomalies.length + this.actions.length + this.metricsPut.length + this.metricsDeleted.length > 0;
  }

  add(turn: Turn): void {
    for (const effect of turn.effects) this.addEffect(effect);
  }

  /** The commit of everything gathered, actions on stored alerts carried out. */
  async toCommit(progress: Progress, readAlert: ReadAlert): Promise<EffectCommit> {
    for (const action of this.actions) {
      const stored = this.alerts.get(action.alertId) ?? (await readAlert(action.alertId));
      const changed = stored && annotate(stored, action.action, action.actor, action.at);
      if (changed) this.addAlert(changed, action.at);
    }
    return {
      alerts: [...this.alerts.values()],
      anomalies: this.anomalies,
      metricsPut: this.metricsPut,
      metricsDeleted: this.metricsDeleted,
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

/** Notes and assignments are possible on an alert of any age; acknowledging or resolving a closed one changes nothing. */
export function annotate(alert: Alert, action: AlertAction, actor: string, at: number): Alert | undefined {
  if (action.action === "assign") return { ...alert, revision: alert.revision + 1, assignedTo: action.to };
  if (action.action !== "note") return undefined;
  return { ...alert, revision: alert.revision + 1, notes: [...alert.notes, { at: toIso(at), actor, text: action.text }] };
}
