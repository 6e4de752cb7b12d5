import type { Correlation, Finding, Mission, Narrative, SentinelReport } from "../../../shared/sentinel.ts";
import type { ScanEvent } from "../../api/sentinel.ts";

/** A mission as far as it has come. */
export type MissionProgress = Mission | (Pick<Mission, "id" | "domain" | "title" | "question"> & { readonly status: "running" });

/** What a scan that is being watched has told so far. */
export interface ScanProgress {
  readonly scanId: string | undefined;
  /** The number of its last event. */
  readonly seq: number;
  readonly asOf: string | undefined;
  /** How many missions there are to be. */
  readonly expected: number;
  readonly missions: readonly MissionProgress[];
  readonly findings: readonly Finding[];
  readonly correlations: readonly Correlation[];
  readonly narrative: Narrative | undefined;
  /** The question that is being looked into. */
  readonly looking: string | undefined;
  readonly state: "running" | "completed" | "failed";
  /** Why it failed. */
  readonly reason: string | undefined;
  readonly report: SentinelReport | undefined;
}

export const NOTHING_YET: ScanProgress = {
  scanId: undefined,
  seq: 0,
  asOf: undefined,
  expected: 0,
  missions: [],
  findings: [],
  correlations: [],
  narrative: undefined,
  looking: undefined,
  state: "running",
  reason: undefined,
  report: undefined,
};

function replaced<T extends { readonly id: string }>(all: readonly T[], one: T): T[] {
  return all.some(({ id }) => id === one.id) ? all.map((other) => (other.id === one.id ? one : other)) : [...all, one];
}

/** Acute before standing, by score. */
function ranked(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => Number(a.kind === "standing") - Number(b.kind === "standing") || b.score - a.score);
}

function told(progress: ScanProgress, event: ScanEvent): Partial<ScanProgress> {
  switch (event.event) {
    case "scan.started":
      return { asOf: event.data.asOf, expected: event.data.missions };
    case "mission.started":
      return { missions: replaced(progress.missions, { ...event.data, status: "running" }) };
    case "mission.finished":
      return { missions: replaced(progress.missions, event.data) };
    case "finding":
      return { findings: ranked(replaced(progress.findings, event.data)) };
    case "deepdive.started":
      return { looking: event.data.question };
    case "deepdive.finished":
      return { looking: undefined };
    case "correlation":
      return { correlations: replaced(progress.correlations, event.data) };
    case "narrative":
      return { narrative: event.data };
    case "scan.completed":
      return { state: "completed", report: event.data, looking: undefined };
    case "scan.failed":
      return { state: "failed", reason: event.data.reason, looking: undefined };
  }
}

/** What is known after one more event; one that was told before changes nothing. */
export function withEvent(progress: ScanProgress, event: ScanEvent): ScanProgress {
  if (progress.scanId === event.scanId && event.seq <= progress.seq) return progress;
  const from = progress.scanId === undefined || progress.scanId === event.scanId ? progress : NOTHING_YET;
  return { ...from, ...told(from, event), scanId: event.scanId, seq: event.seq };
}
