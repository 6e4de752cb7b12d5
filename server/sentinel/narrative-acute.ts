import type { Severity } from "../../shared/events.ts";
import type { Correlation, Finding } from "../../shared/sentinel.ts";
import { listed } from "./correlate-text.ts";
import { inWords } from "./narrative-numbers.ts";
import { claimAndUsual, claimOf, joined, type Piece, targetedOf, told, usdOf } from "./narrative-parts.ts";

const HOUR_MS = 3_600_000;
const MOST_DIVES = 2;
const MOST_OTHERS = 3;
const MOST_STEPS = 3;
/** Missions of the kind of which it is asked who is behind it. */
const RING = /mule|ring|in-?out|pass-?through|structur|layer|equal-amount/;

const CALLS: Partial<Record<Severity, string>> = { critical: "Act now: ", high: "Look into it today: " };

function ageOf({ affected: { window } }: Finding, asOf: number): string {
  const hours = window ? Math.floor((asOf - Date.parse(window.start)) / HOUR_MS) : 0;
  return hours < 1 || hours > 12 ? "" : ` It began about ${inWords(hours)} ${hours === 1 ? "hour" : "hours"} before the end of the data.`;
}

export function acuteHeadline(acute: readonly [Finding, ...Finding[]]): Piece[] {
  const [first, ...others] = acute;
  const claim = claimOf(first);
  const usd = usdOf(first, [claim]);
  const more = others.length > 0 ? `; ${inWords(others.length)} more acute ${others.length === 1 ? "finding" : "findings"}` : "";
  return [CALLS[first.severity] ?? "Worth a look: ", claim, ...(usd ? [", ", usd] : []), more];
}

/** What the most serious finding is, whom it concerns, and what looking into it has shown. */
export function leadParagraph(first: Finding, asOf: number): Piece[] {
  const dives = first.deepDives.slice(0, MOST_DIVES).flatMap(({ summary }) => told(summary, first) ?? []);
  const said = [...claimAndUsual(first), ".", ageOf(first, asOf), ...dives.flatMap((dive): Piece[] => [" ", dive, "."])];
  const [targeted, usd] = [targetedOf(first, said), usdOf(first, said)];
  return [...said, ...(targeted ? [" It was aimed at ", targeted, "."] : []), ...(usd ? [" It concerns ", usd, "."] : [])];
}

/** "three customers and the payment method crypto": what has no digits is named. */
function sharedInWords({ shared }: Correlation): string {
  const of = (type: string) => shared.filter((each) => each.type === type).map(({ value }) => String(value));
  const counted = (names: readonly string[], one: string, several: string) =>
    names.length === 0 ? [] : [`${inWords(names.length)} ${names.length === 1 ? one : several}`];
  const named = (names: readonly string[], one: string, several: string) =>
    names.length === 1 && !/\d/.test(names[0] ?? "") ? [`the ${one} ${names[0]}`] : counted(names, one, several);
  return listed([
    ...counted(of("user"), "customer", "customers"),
    ...counted(of("network"), "network of addresses", "networks of addresses"),
    ...named(of("country"), "country", "countries"),
    ...named(of("method"), "payment method", "payment methods"),
  ]);
}

/** What belongs together, in the order of time; the first finding was told before. */
export function connectionParagraph(correlation: Correlation, findings: readonly Finding[], first: Finding): Piece[] {
  const chain = correlation.findingIds.flatMap((id) => findings.find((finding) => finding.id === id) ?? []);
  const steps = chain
    .slice(0, MOST_STEPS)
    .map((finding): Piece[] => [`${finding.domain}, `, finding === first ? "what is told above" : claimOf(finding)]);
  const more = chain.length > MOST_STEPS ? "; and more" : "";
  return ["These belong together, in this order: ", ...joined(steps, "; then "), `${more}. They share ${sharedInWords(correlation)}.`];
}

/** The other acute findings; undefined without any. */
export function othersParagraph(others: readonly Finding[]): Piece[] | undefined {
  if (others.length === 0) return undefined;
  const claims = others.slice(0, MOST_OTHERS).map((finding) => [claimOf(finding)]);
  const more = others.length > MOST_OTHERS ? `; and ${inWords(others.length - MOST_OTHERS)} more` : "";
  return ["Apart from that: ", ...joined(claims, "; "), `${more}.`];
}

/** What to do first, and what these data cannot tell. */
export function adviceParagraph(acute: readonly [Finding, ...Finding[]]): Piece[] {
  const advice = told(acute[0].recommendation, acute[0]);
  const ring = acute.some(({ missionIds }) => missionIds.some((id) => RING.test(id)));
  return [
    ...(advice ? ["First: ", advice, "."] : ["First: look at the evidence of the first finding."]),
    ...(ring ? [" The data name no counterparty and no wallet, so that they cannot show whether these customers act together."] : []),
  ];
}
