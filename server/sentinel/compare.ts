import { type Finding, type ScanComparison, type SentinelReport, summaryOf } from "../../shared/sentinel.ts";

function refOf({ id, title, severity, score }: Finding): ScanComparison["added"][number] {
  return { id, title, severity, score };
}

/** What is different in `b`: a finding is the same when the same mission found it in the same group. */
export function compareReports(a: SentinelReport, b: SentinelReport): ScanComparison {
  const [before, after] = [a, b].map(({ findings }) => new Map(findings.map((finding) => [finding.id, finding])));
  const known = (finding: Finding) => before?.get(finding.id);
  return {
    a: summaryOf(a),
    b: summaryOf(b),
    riskScoreChange: Math.round((b.riskScore - a.riskScore) * 100) / 100,
    added: b.findings.filter((finding) => !known(finding)).map(refOf),
    removed: a.findings.filter(({ id }) => !after?.has(id)).map(refOf),
    changed: b.findings.flatMap((finding) => {
      const old = known(finding);
      const same = !old || (old.score === finding.score && old.severity === finding.severity);
      return same ? [] : [{ title: finding.title, a: refOf(old), b: refOf(finding) }];
    }),
  };
}
