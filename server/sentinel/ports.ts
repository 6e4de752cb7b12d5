import type { z } from "zod";
import type { StoredScanEvent } from "../../db/ports.ts";
import type { Row } from "../../shared/answers.ts";
import type { Page, PageQuery } from "../../shared/api.ts";
import type { Plan } from "../../shared/plan.ts";
import type { ScanComparison, ScanSummary, SENTINEL_EVENTS, SentinelEventName, SentinelReport } from "../../shared/sentinel.ts";
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
  /** The columns that each entity has: what is only shown is left out where it is missing. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Whose customers' money is looked at with more care. */
  readonly highRiskCountries: readonly string[];
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

export type EventData<N extends SentinelEventName> = z.infer<(typeof SENTINEL_EVENTS)[N]>;
export type EmitScanEvent = <N extends SentinelEventName>(event: N, data: EventData<N>) => void;

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

/** What somebody wants scanned. */
export interface ScanWish {
  /** All that have missions, without any. */
  readonly domains?: readonly string[] | undefined;
  /** Epoch ms; the newest moment of the data without it. */
  readonly asOf?: number | undefined;
  readonly trigger: SentinelReport["trigger"];
}

export interface WrittenReport {
  readonly text: string;
  /** What a content security policy allows its style by, where it has one. */
  readonly styleHash?: string;
}

/** The scans there are and were. */
export interface Scans {
  readonly domains: readonly string[];
  /** When the next scheduled scan begins, epoch ms; undefined without a schedule. */
  nextAt(): number | undefined;
  /**
   * Starts a scan, or joins the one of the same domains and moment that runs; resolves with its id. Throws an
   * {@link UnknownDomainError}, a {@link ScansOverloadedError}, and what a database throws that cannot be reached.
   */
  begin(wish: ScanWish): Promise<string>;
  /** The report when it is there. Rejects with what made the scan fail. */
  finished(id: string): Promise<SentinelReport>;
  /** The report, of a running scan as far as it has come. */
  get(id: string): Promise<SentinelReport | undefined>;
  /** The newest start first. Throws a BadCursorError. */
  list(page: PageQuery): Promise<Page<ScanSummary>>;
  /** The stored events after `seq` and then those that come, a few at a time, until the scan has ended or `signal` is aborted. */
  follow(id: string, seq: number, signal: AbortSignal): AsyncIterable<readonly StoredScanEvent[]>;
  /** What changed from the first report to the second. */
  compare(a: SentinelReport, b: SentinelReport): ScanComparison;
  /** A report in the form that people read on paper. */
  written(report: SentinelReport, format: "markdown" | "html"): WrittenReport;
  /** Ends a running scan and resolves with what it had found; undefined when it runs no more. */
  cancel(id: string, actor: string): Promise<SentinelReport | undefined>;
}

/** A domain that has no missions. */
export class UnknownDomainError extends Error {
  override readonly name = "UnknownDomainError";
}

/** As many scans run as may. */
export class ScansOverloadedError extends Error {
  override readonly name = "ScansOverloadedError";
}

/** Carries a scan out. Rejects when it is aborted or the data cannot be reached; a mission that fails is part of the report. */
export interface ScanRunner {
  run(request: ScanRequest): Promise<Omit<SentinelReport, "status" | "finishedAt" | "durationMs">>;
  /** The moment a scan is of when nobody says: the newest of the data; epoch ms. */
  currentAsOf(): Promise<number>;
  /** The domains that have missions. */
  readonly domains: readonly string[];
}
