import type { Row } from "../../shared/answers.ts";
import type { Plan } from "../../shared/plan.ts";
import type { SENTINEL_EVENTS, SentinelEventName, SentinelReport } from "../../shared/sentinel.ts";
import type { Candidate } from "./candidate.ts";

/** A plan's rows and the SQL that gave them. */
export interface PlanRows {
  readonly sql: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly truncated: boolean;
}

/** Runs a plan read-only through check, compile, guard and execute; rejects with what one of them throws. */
export type RunPlan = (plan: Plan, maxRows?: number) => Promise<PlanRows>;

/** What a mission is told of the moment and the data. */
export interface Scope {
  /** Windows end here; epoch ms. */
  readonly asOf: number;
  /** Whole days of data before the last one, at most 28: what a window can be compared with. */
  readonly historyDays: number;
  /** How the number of transactions of the last day compares with the days before, where it moved by more than 1.2 times; else 1. */
  readonly volumeShift: number;
  /** How far each entity's rows of the last day are from the days before, in steps of 1.2 times either way; 0 where they are as ever. */
  readonly moved: Readonly<Record<string, number>>;
}

export interface MissionContext {
  readonly scope: Scope;
  /** The first plan that is run is the one whose SQL the mission shows. */
  readonly run: RunPlan;
}

/** One question to the data. A registry lists them all; adding one is a file. */
export interface Mission {
  /** `security.failed-logins-by-network`. */
  readonly id: string;
  readonly domain: string;
  readonly title: string;
  readonly question: string;
  /** Columns it reads, by the catalog's entities; it is skipped where one is missing. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  /** Whole days before the last one that it compares with, 0 by default; with fewer it is skipped. */
  readonly needsDays?: number;
  /** What stands out, the plainest first. */
  look(context: MissionContext): Promise<readonly Candidate[]>;
  /** What to ask further about something that scores 60 or more: two to four questions. */
  dives?(candidate: Candidate, scope: Scope): readonly Dive[];
}

/** A follow-up question. */
export interface Dive {
  readonly question: string;
  readonly plan: Plan;
  /** What its rows add to the finding, and say in one sentence. */
  read(rows: readonly Row[]): DiveFacts;
}

export interface DiveFacts {
  readonly summary: string;
  /** Accounts that acted or lost money, in addition to those known. */
  readonly userIds?: readonly (string | number)[];
  /** Further USD at stake. */
  readonly excessUsd?: number;
  /** Rows that make the finding newer; epoch ms. */
  readonly newestAt?: number;
}

export type EmitScanEvent = <N extends SentinelEventName>(event: N, data: Parameters<(typeof SENTINEL_EVENTS)[N]["parse"]>[0]) => void;

/** What a scan is asked for; the same parameters are the same scan while it runs. */
export interface ScanRequest {
  readonly id: string;
  readonly asOf: number;
  readonly domains: readonly string[];
  readonly trigger: SentinelReport["trigger"];
  readonly startedAt: number;
  readonly signal: AbortSignal;
  /** Told in order, all but `scan.completed` and `scan.failed`, which the caller adds. */
  readonly emit: EmitScanEvent;
}

/** Carries a scan out. Rejects when it is aborted or the data cannot be reached; a mission that fails is part of the report. */
export interface ScanRunner {
  run(request: ScanRequest): Promise<Omit<SentinelReport, "status" | "finishedAt" | "durationMs">>;
  /** The moment a scan is of when nobody says: the newest of the data; epoch ms. */
  currentAsOf(): Promise<number>;
  /** The domains that have missions. */
  readonly domains: readonly string[];
}
