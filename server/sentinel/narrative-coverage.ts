import type { Finding, Mission } from "../../shared/sentinel.ts";
import { listed } from "./correlate-text.ts";
import { compareText } from "./in-order.ts";
import { inWords } from "./narrative-numbers.ts";
import { claimOf, joined, type Piece } from "./narrative-parts.ts";

const MOST_GAPS = 2;

/** With a capital letter, as a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function domainsOf(missions: readonly Mission[]): string[] {
  return [...new Set(missions.map(({ domain }) => domain))].sort(compareText);
}

function questions(missions: readonly Mission[]): string {
  return `${inWords(missions.length)} ${missions.length === 1 ? "question" : "questions"} of ${listed(domainsOf(missions))}`;
}

/** Whether everything was looked at, and what was not. */
export function completeness(missions: readonly Mission[]): string {
  const of = (status: Mission["status"]) => missions.filter((mission) => mission.status === status);
  const [failed, skipped] = [of("failed"), of("skipped")];
  if (failed.length + skipped.length === 0) return "Every question was answered.";
  return [
    ...(failed.length > 0 ? [`${capital(questions(failed))} failed, so that nothing is known of what they ask.`] : []),
    ...(skipped.length > 0 ? [`${capital(questions(skipped))} could not be asked of these data.`] : []),
  ].join(" ");
}

/** What was looked at. */
export function lookedAt(missions: readonly Mission[]): string {
  const answered = missions.filter(({ status }) => status === "completed");
  return `${capital(listed(domainsOf(answered)))} ${domainsOf(answered).length === 1 ? "was" : "were"} looked at`;
}

/** Gaps that are as large on a quiet day; the findings are standing ones. */
export function standingGaps(standing: readonly Finding[]): Piece[] {
  if (standing.length === 0) return ["No standing gap in the controls was found. "];
  const gaps = standing.slice(0, MOST_GAPS).map((finding) => [claimOf(finding)]);
  const more = standing.length > MOST_GAPS ? `; and ${inWords(standing.length - MOST_GAPS)} more` : "";
  return ["Standing gaps in the controls, as large on a quiet day: ", ...joined(gaps, "; "), `${more}. `];
}
