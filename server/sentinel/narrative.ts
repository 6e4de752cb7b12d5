import type { Correlation, Finding, Mission, Narrative } from "../../shared/sentinel.ts";
import { compareText } from "./in-order.ts";
import { acuteHeadline, adviceParagraph, connectionParagraph, leadParagraph, othersParagraph } from "./narrative-acute.ts";
import { completeness, lookedAt, standingGaps } from "./narrative-coverage.ts";
import { claimOf, narrativeOf, type Piece } from "./narrative-parts.ts";

export interface Told {
  /** Epoch ms. */
  readonly asOf: number;
  readonly findings: readonly Finding[];
  readonly correlations: readonly Correlation[];
  readonly missions: readonly Mission[];
}

/** An acute finding below this is no more than a day's noise. */
const ACUTE_FROM = 40;

function byScore(findings: readonly Finding[], kind: Finding["kind"]): Finding[] {
  return findings.filter((finding) => finding.kind === kind).sort((a, b) => b.score - a.score || compareText(a.id, b.id));
}

function alarming(acute: readonly [Finding, ...Finding[]], { asOf, findings, correlations, missions }: Told): Narrative {
  const [first, ...others] = acute;
  const about = correlations.find(({ findingIds }) => findingIds.includes(first.id)) ?? correlations[0];
  const connected = new Set(about?.findingIds);
  const paragraphs = [
    leadParagraph(first, asOf),
    about && connectionParagraph(about, findings, first),
    othersParagraph(others.filter(({ id }) => !connected.has(id))),
    adviceParagraph(acute),
    [...standingGaps(byScore(findings, "standing")), completeness(missions)],
  ];
  return narrativeOf(
    acuteHeadline(acute),
    paragraphs.filter((paragraph) => paragraph !== undefined),
  );
}

function calm(largest: Finding | undefined, { findings, missions }: Told): Narrative {
  const standing = byScore(findings, "standing");
  const departure: Piece[] = largest
    ? [" The largest departure from the usual is small: ", claimOf(largest), "."]
    : [" Nothing departs from what is usual."];
  return narrativeOf(
    [standing.length > 0 ? "Nothing acute; the standing gaps remain" : "Nothing acute"],
    [
      [`${lookedAt(missions)}, each question against the days before.`, ...departure],
      [
        ...standingGaps(standing),
        standing.length > 0 ? "They are no news, and no reason to act in haste." : "That is no proof that there is none.",
      ],
      [completeness(missions)],
    ],
  );
}

function blind({ missions }: Told): Narrative {
  return narrativeOf(
    ["The scan could answer none of its questions"],
    [
      ["Nothing is known of this day: that nothing is reported does not mean that nothing happened."],
      [completeness(missions)],
      ["Check whether the data can be reached and whether the catalog fits them, and scan again."],
    ],
  );
}

/**
 * A headline and three to five short paragraphs, made of what the findings say. Each figure in them is of a finding and cited with it;
 * all else is counted in words.
 */
export function narrate(found: Told): Narrative {
  const [first, ...others] = byScore(found.findings, "acute");
  if (first && first.score >= ACUTE_FROM) return alarming([first, ...others.filter(({ score }) => score >= ACUTE_FROM)], found);
  if (!first && !found.missions.some(({ status }) => status === "completed")) return blind(found);
  return calm(first, found);
}
