import type { Alert } from "../../shared/alerts.ts";
import { BACKTEST_LIMITS, type MetricPreview } from "../../shared/backtest.ts";
import type { Metric } from "../../shared/metrics.ts";
import { formatDuration, toIso } from "../../shared/time.ts";
import { createEngine, type Engine } from "../../streams/engine.ts";
import { compileMetric } from "../../streams/metrics/compile.ts";
import type { EngineEffect, EngineInput, EngineOptions } from "../../streams/ports.ts";
import { diffAlerts } from "./alert-diff.ts";
import { AlertTally } from "./alert-tally.ts";
import type { BacktestRequest } from "./ports.ts";
import { SeriesCollector } from "./series-collector.ts";

/** The engine found that a definition cannot be run over these events. */
export class DefinitionFailedError extends Error {
  override readonly name = "DefinitionFailedError";
}

/**
 * A definition, its variants and the one to compare with, run by engines like the live one. The compared definition has an engine of
 * its own: it may have the same id.
 */
export class Rehearsal {
  private readonly request: BacktestRequest;
  private readonly engine: Engine;
  private readonly compared: Engine | undefined;
  private readonly series: SeriesCollector;
  private readonly tallies = new Map<string, AlertTally>();
  private readonly before: AlertTally;
  private selected = 0;
  private limited = false;

  /** `start`: when the engines get their metrics, epoch ms. */
  constructor(request: BacktestRequest, options: EngineOptions, start: number) {
    const { metric, variants, compareTo, from, to } = request;
    this.request = request;
    this.series = new SeriesCollector(compileMetric(metric, options.latenessMs), from, to);
    this.before = new AlertTally(from, to, true);
    this.tallies.set(metric.id, new AlertTally(from, to, true));
    for (const { id } of variants) this.tallies.set(id, new AlertTally(from, to, false));
    this.engine = createEngine(options);
    this.compared = compareTo && createEngine(options);
    for (const each of [metric, ...variants]) this.take(this.engine.step(putOf(each, start)));
    if (compareTo) this.compared?.step(putOf(compareTo, start));
  }

  /** Gives the engines an input; before it, the points of time that it passes are looked at. */
  step(input: EngineInput): void {
    while (this.series.nextAt <= input.at) {
      this.run({ kind: "tick", at: this.series.nextAt - 1 });
      this.series.sample(this.engine);
    }
    this.run(input);
  }

  /** To be called when everything up to the end of the range has been given. `evaluated`: events of any type. */
  finish(evaluated: number): MetricPreview {
    const { metric, variants, compareTo, from, to } = this.request;
    this.step({ kind: "tick", at: to });
    const { series, omittedGroups } = this.series.finish(this.engine);
    const own = this.tallies.get(metric.id)?.finish();
    const alerts = own?.alerts ?? [];
    const listed = alerts.slice(0, BACKTEST_LIMITS.alerts);
    return {
      from: toIso(from),
      to: toIso(to),
      step: formatDuration(this.series.stepMs),
      series,
      omittedGroups,
      alerts: listed,
      omittedAlerts: (own?.count ?? 0) - listed.length,
      evaluatedEvents: evaluated,
      selectedEvents: this.selected,
      ...(variants.length > 0 ? { variants: variants.map(({ id }) => this.variantOf(id)) } : {}),
      ...(compareTo ? { diff: diffAlerts(this.before.finish().alerts, alerts) } : {}),
      ...(this.limited ? { limited: true } : {}),
    };
  }

  private run(input: EngineInput): void {
    this.take(this.engine.step(input));
    if (!this.compared) return;
    for (const effect of this.compared.step(input)) if (effect.kind === "alert") this.before.take(effect.at, effect.alert);
  }

  private take(effects: readonly EngineEffect[]): void {
    for (const effect of effects) {
      if (effect.kind === "alert") this.takeAlert(effect.at, effect.alert);
      else if (effect.kind === "counted" && effect.at >= this.request.from) this.selected += effect.evaluated;
      else if (effect.kind === "metric.limited") this.limited = true;
      else if (effect.kind === "metric.failed") throw new DefinitionFailedError(effect.message);
    }
  }

  private takeAlert(at: number, alert: Alert): void {
    this.tallies.get(alert.metricId)?.take(at, alert);
    if (alert.metricId === this.request.metric.id && at >= this.request.from) this.series.saw(at, alert);
  }

  private variantOf(id: string): { alerts: number; firingSeconds: number } {
    const { count = 0, firingMs = 0 } = this.tallies.get(id)?.finish() ?? {};
    return { alerts: count, firingSeconds: firingMs / 1_000 };
  }
}

function putOf(metric: Metric, at: number): EngineInput {
  // A definition that is switched off can be tried out all the same.
  return { kind: "metric.put", at, metric: { ...metric, enabled: true }, actor: "backtest" };
}
