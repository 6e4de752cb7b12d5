import type { Alert } from "../../shared/alerts.ts";
import type { Severity } from "../../shared/events.ts";
import { byUrgency, groupValues, SEVERITIES_DOWN } from "./alert-text.ts";
import { formatNumber, plural } from "./format.ts";

export interface StatusSentence {
  /** The most urgent severity that is firing; undefined when nothing is. */
  readonly severity: Severity | undefined;
  /** `2 critical`, or the whole sentence when all is quiet. */
  readonly head: string;
  /** What it is about, most urgent first. */
  readonly subjects: readonly { readonly id: string; readonly text: string }[];
  /** How the sentence ends, with its punctuation. */
  readonly tail: string;
}

const NAMED = 3;

function subject(alert: Alert): string {
  const values = groupValues(alert.group);
  return values === "" ? alert.metricName : `${alert.metricName} in ${values}`;
}

function tailOf(unnamed: number, rest: number): string {
  const more = unnamed > 0 ? ` and ${formatNumber(unnamed)} more` : "";
  return rest > 0 ? `${more}; ${plural(rest, "other alert")} of lower severity.` : `${more}; the rest is normal.`;
}

/** The state of everything in one sentence, from the alerts that are active. */
export function statusSentence(active: readonly Alert[]): StatusSentence {
  const severity = SEVERITIES_DOWN.find((candidate) => active.some((alert) => alert.severity === candidate));
  if (severity === undefined) return { severity, head: "All quiet: nothing is firing.", subjects: [], tail: "" };
  const worst = active.filter((alert) => alert.severity === severity).sort(byUrgency);
  return {
    severity,
    head: `${formatNumber(worst.length)} ${severity}`,
    subjects: worst.slice(0, NAMED).map((alert) => ({ id: alert.id, text: subject(alert) })),
    tail: tailOf(worst.length - NAMED, active.length - worst.length),
  };
}

/** The sentence as plain text, for the page's title and for screen readers. */
export function sentenceText(sentence: StatusSentence): string {
  if (sentence.subjects.length === 0) return sentence.head;
  return `${sentence.head}: ${sentence.subjects.map((entry) => entry.text).join(", ")}${sentence.tail}`;
}
