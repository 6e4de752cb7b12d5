import { createHash } from "node:crypto";
import type { SentinelReport } from "../../shared/sentinel.ts";
import { canonicalJson } from "./canonical-json.ts";

/** What a fingerprint is of; the narrative is the template's, whatever a model has made of it. */
export type FingerprintBody = Pick<SentinelReport, "asOf" | "domains" | "missions" | "findings" | "correlations" | "narrative">;

/**
 * SHA-256, hexadecimal, of what a scan has found: the same for the same data, moment and catalog, on either database. SQL, ids, clock
 * times and durations are no part of it, since they differ between dialects and runs.
 */
export function fingerprintOf({ asOf, domains, missions, findings, correlations, narrative }: FingerprintBody): string {
  const said = {
    asOf,
    domains,
    missions: missions.map(({ id, status, rowCount, score }) => ({ id, status, rowCount, score })),
    findings: findings.map(({ missionIds, factors, affected, evidence: { columns, rows } }) => ({
      missionIds,
      factors,
      affected,
      evidence: { columns, rows },
    })),
    correlations: correlations.map(({ title, shared, score, explanation }) => ({ title, shared, score, explanation })),
    narrative: { headline: narrative.headline, paragraphs: narrative.paragraphs, citations: narrative.citations.map(({ text }) => text) },
  };
  return createHash("sha256").update(canonicalJson(said)).digest("hex");
}
