import type { Finding } from "../../../shared/sentinel.ts";
import type { Candidate } from "../candidate.ts";
import type { ScoredFinding } from "../scored-finding.ts";

const HOUR_MS = 3_600_000;
const DAY = Date.UTC(2026, 9, 31);

export interface Example {
  readonly finding?: Partial<Finding>;
  readonly candidate?: Partial<Candidate>;
  readonly userIds?: readonly (string | number)[];
  readonly rows?: Finding["evidence"]["rows"];
  readonly columns?: readonly string[];
  /** Hours of the day. */
  readonly hours?: readonly [from: number, to: number];
}

/** An acute finding of one mission, the same every time, with what the test says of it. */
export function scoredExample(
  name: string,
  { finding, candidate, userIds = [], rows = [], columns, hours = [2, 4] }: Example = {},
): ScoredFinding {
  const [from, to] = [DAY + hours[0] * HOUR_MS, DAY + hours[1] * HOUR_MS];
  const missionId = `security.${name}`;
  const kind = finding?.kind ?? candidate?.kind ?? "acute";
  const shown = { sql: `SELECT '${name}'`, columns: [...(columns ?? Object.keys(rows[0] ?? {}))], rows, rowCount: rows.length };
  return {
    finding: {
      id: `${missionId}:all`,
      missionIds: [missionId],
      domain: "security",
      kind,
      title: `Many ${name}`,
      severity: "high",
      score: 64,
      factors: [{ name: "magnitude", value: 1, weight: 40, gate: 1, contribution: 40 }],
      affected: {
        userIds: [...userIds],
        userCount: userIds.length,
        window: { start: new Date(from).toISOString(), end: new Date(to).toISOString() },
      },
      evidence: shown,
      deepDives: [],
      recommendation: `Look at ${name}.`,
      ...finding,
    },
    candidate: {
      group: "all",
      kind,
      title: `Many ${name}`,
      baseline: "few are usual",
      magnitude: 1,
      userIds,
      breadth: userIds.length,
      excessUsd: 0,
      window: { from, to },
      newestAt: to,
      control: 0,
      evidence: shown,
      focus: "kind",
      traits: { networks: [], methods: [], countries: [] },
      recommendation: `Look at ${name}.`,
      ...candidate,
    },
  };
}
