import type { Alert } from "../../shared/alerts.ts";
import type { Severity } from "../../shared/events.ts";
import { byUrgency, groupPreposition, groupValues, SEVERITIES_DOWN } from "./alert-text.ts";
import { formatNumber, plural } from "./format.ts";

/** One metric of the most urgent severity, with the groups in which it fires. */
export interface Subject {
  readonly metricName: string;
  readonly text: string;
  /** The alert when it is only one. */
  readonly alertId: string | undefined;
}

export interface StatusSentence {
  /** The most urgent severity that is firing; undefined when nothing is. */
  readonly severity: Severity | undefined;
  /** `2 critical`, or the whole sentence when all is quiet. */
  readonly head: string;
  /** What it is about, the metric that fired last first. */
  readonly subjects: readonly Subject[];
  /** How the sentence ends, with its punctuation. */
  readonly tail: string;
}

const METRICS_NAMED = 3;
const GROUPS_NAMED = 2;

function groupsText(groups: readonly string[]): string {
  const named = groups.slice(0, GROUPS_NAMED).join(groups.length === GROUPS_NAMED ? " and " : ", ");
  const rest = groups.length - GROUPS_NAMED;
  return rest > 0 ? `${named} and ${formatNumber(rest)} more` : named;
}

function subjectOf(alerts: readonly Alert[]): Subject {
  const metricName = alerts[0]?.metricName ?? "";
  const groups = alerts.map((alert) => groupValues(alert.group)).filter((text) => text !== "");
  return {
    metricName,
    text: groups.length === 0 ? metricName : `${metricName} ${groupPreposition(alerts[0]?.group ?? {})} ${groupsText(groups)}`,
    alertId: alerts.length === 1 ? alerts[0]?.id : undefined,
  };
}

function subjectsOf(alerts: readonly Alert[]): Subject[] {
  const byMetric = new Map<string, Alert[]>();
  for (const alert of alerts) byMetric.set(alert.metricId, [...(byMetric.get(alert.metricId) ?? []), alert]);
  return [...byMetric.values()].map(subjectOf);
}

function tailOf(unnamed: number, rest: number): string {
  const more = unnamed > 0 ? `; ${plural(unnamed, "other metric")}` : "";
  return rest > 0 ? `${more}; ${plural(rest, "other alert")} of lower severity.` : `${more}; the rest is normal.`;
}

/** The state of everything in one sentence, from the alerts that are active. */
export function statusSentence(active: readonly Alert[]): StatusSentence {
  const severity = SEVERITIES_DOWN.find((candidate) => active.some((alert) => alert.severity === candidate));
  if (severity === undefined) return { severity, head: "All quiet: nothing is firing.", subjects: [], tail: "" };
  const worst = active.filter((alert) => alert.severity === severity).sort(byUrgency);
  const subjects = subjectsOf(worst);
  return {
    severity,
    head: `${formatNumber(worst.length)} ${severity}`,
    subjects: subjects.slice(0, METRICS_NAMED),
    tail: tailOf(subjects.length - METRICS_NAMED, active.length - worst.length),
  };
}

/** The sentence as plain text. */
export function sentenceText({ head, subjects, tail }: StatusSentence): string {
  return subjects.length === 0 ? head : `${head}: ${subjects.map((subject) => subject.text).join(", ")}${tail}`;
}
