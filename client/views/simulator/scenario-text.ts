import type { ExpectedAlert, Generator } from "../../../shared/generators.ts";

/** `credential-stuffing` as people write it. */
export function scenarioTitle(name: string): string {
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export interface ExpectedMetric {
  readonly metricName: string;
  readonly groups: readonly ExpectedAlert[];
}

/** The expected alerts by metric, in their order. */
export function byMetric(expects: readonly ExpectedAlert[]): ExpectedMetric[] {
  const metrics = new Map<string, ExpectedAlert[]>();
  for (const expected of expects) metrics.set(expected.metricName, [...(metrics.get(expected.metricName) ?? []), expected]);
  return [...metrics].map(([metricName, groups]) => ({ metricName, groups }));
}

function isSame(expected: ExpectedAlert, other: ExpectedAlert): boolean {
  if (expected.metricName !== other.metricName) return false;
  return expected.group === undefined || JSON.stringify(expected.group) === JSON.stringify(other.group ?? {});
}

/** `raised`: it opened. `open`: it was open before, so it could not. `waiting`: it may still come. `missing`: the generator ended without it. */
export type Outcome = "raised" | "open" | "waiting" | "missing";

export interface ExpectedOutcome {
  readonly expected: ExpectedAlert;
  readonly outcome: Outcome;
  readonly alertId: string | undefined;
}

/** What became of each alert that a generator should raise. */
export function outcomes(generator: Pick<Generator, "expects" | "raised" | "alreadyOpen" | "state">): ExpectedOutcome[] {
  return generator.expects.map((expected) => {
    const raised = generator.raised.find((alert) => isSame(expected, alert));
    if (raised) return { expected, outcome: "raised", alertId: raised.alertId };
    const wasOpen = generator.alreadyOpen.some((alert) => isSame(expected, alert));
    const pending = generator.state === "running" ? "waiting" : "missing";
    return { expected, outcome: wasOpen ? "open" : pending, alertId: undefined };
  });
}
