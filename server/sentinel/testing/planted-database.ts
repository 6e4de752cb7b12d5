import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { DEMO_CATALOG_FILE, loadCatalog } from "../../../db/catalog/load.ts";
import type { DemoOptions } from "../../../db/demo/options.ts";
import { writeSqliteDemo } from "../../../db/demo/sqlite-demo.ts";
import { createQueryExecutor } from "../../../db/query/execute/create-executor.ts";
import { policyOf } from "../../../db/query/guard/policy-of-catalog.ts";
import { planSchemaOf } from "../../../db/query/schema.ts";
import { createPlanRunner, type PlanRunner } from "../../query/run-plan.ts";
import { createScanRunner, type ScanRunnerOptions } from "../create-scan-runner.ts";
import type { ScanRequest, ScanRunner } from "../ports.ts";

const HOUR_MS = 3_600_000;
/** Large enough for a day to be like any other. */
const SIZES: Omit<DemoOptions, "seed"> = {
  users: 2_400,
  transactions: 30_000,
  logins: 40_000,
  days: 120,
  endMs: Date.UTC(2026, 9, 31),
};

export const demoCatalog = loadCatalog(DEMO_CATALOG_FILE);

type Value = string | number | null;

export interface TransactionRow {
  readonly user: number;
  readonly type: string;
  readonly usd: number;
  readonly status?: string;
  readonly method?: string;
  /** Before the moment of the scan. */
  readonly hours: number;
  readonly processedHours?: number | null;
  readonly amount?: number;
  readonly currency?: string;
}

export interface LoginRow {
  readonly user: number;
  readonly reason?: string;
  readonly ip: string;
  readonly country: string;
  readonly device?: string;
  readonly mfa?: boolean;
  readonly hours: number;
}

/** A demo database to which a test adds what a scan should find, or should not. */
export interface PlantedDatabase {
  readonly file: string;
  /** The moment that the scans are of; epoch ms. */
  readonly asOf: number;
  transaction(row: TransactionRow): number;
  login(row: LoginRow): void;
  user(row: { readonly country: string; readonly kyc: string; readonly hours: number }): number;
  /** Ids of some users, the same each time, with none twice: those that meet a condition in SQL. */
  users(where: string, count: number): number[];
  /** All rows of a table, as they are stored. */
  rows(table: string): Record<string, Value>[];
  run(sql: string, ...values: readonly Value[]): void;
  close(): void;
}

function stamp(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}

class Planted implements PlantedDatabase {
  readonly file: string;
  readonly asOf: number;
  readonly #folder: string;
  readonly #database: Database.Database;
  #next = 1_000_000;
  readonly #taken = new Set<number>();

  constructor(seed: number, sizes: Partial<DemoOptions>) {
    this.#folder = mkdtempSync(join(tmpdir(), "crowsnest-planted-"));
    this.file = join(this.#folder, "planted.sqlite");
    copyFileSync(calmFile({ ...SIZES, ...sizes, seed }), this.file);
    this.#database = new Database(this.file);
    const newest = (table: string) => this.#database.prepare(`SELECT max(created_at) FROM ${table}`).pluck().get() as string;
    this.asOf = Math.max(...["users", "transactions", "login_events"].map((table) => Date.parse(`${newest(table).replace(" ", "T")}Z`)));
  }

  transaction({ user, type, usd: exact, status = "completed", method = "card", hours, ...row }: TransactionRow): number {
    const id = this.#next++;
    const usd = Math.round(exact * 100) / 100;
    const { amount = usd, currency = "USD", processedHours = status === "pending" ? null : hours - 0.01 } = row;
    this.run(
      "INSERT INTO transactions (id, user_id, type, amount, currency, amount_usd, status, payment_method, is_flagged, created_at, processed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)",
      ...[id, user, type, amount, currency, usd, status, method, this.#at(hours)],
      processedHours === null ? null : this.#at(processedHours),
    );
    return id;
  }

  login({ user, reason, ip, country, device = "web", mfa = false, hours }: LoginRow): void {
    this.run(
      "INSERT INTO login_events (id, user_id, outcome, failure_reason, ip_address, country, device, mfa_used, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      ...[this.#next++, user, reason === undefined ? "success" : "failure", reason ?? null, ip, country, device, Number(mfa)],
      this.#at(hours),
    );
  }

  user({ country, kyc, hours }: { readonly country: string; readonly kyc: string; readonly hours: number }): number {
    const id = this.#next++;
    this.run(
      "INSERT INTO users (id, full_name, email, country, kyc_status, risk_level, is_pep, account_type, status, created_at) VALUES (?, ?, ?, ?, ?, 'low', 0, 'standard', 'active', ?)",
      ...[id, `New ${id}`, `new${id}@example.com`, country, kyc, this.#at(hours)],
    );
    return id;
  }

  users(where: string, count: number): number[] {
    // Spread by a multiplicative hash, so that they are neither the oldest nor the busiest.
    const ids = this.#database.prepare(`SELECT id FROM users WHERE ${where} ORDER BY (id * 2654435761) % 4294967296`).pluck().all();
    const free = (ids as number[]).filter((id) => !this.#taken.has(id)).slice(0, count);
    if (free.length < count) throw new Error(`there are only ${free.length} users left with ${where}`);
    for (const id of free) this.#taken.add(id);
    return free.sort((a, b) => a - b);
  }

  rows(table: string): Record<string, Value>[] {
    return this.#database.prepare(`SELECT * FROM ${table}`).all() as Record<string, Value>[];
  }

  run(sql: string, ...values: readonly Value[]): void {
    this.#database.prepare(sql).run(...values);
  }

  close(): void {
    this.#database.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #at(hours: number): string {
    return stamp(this.asOf - hours * HOUR_MS);
  }
}

const calm = new Map<string, string>();

/** A demo database as it is, made once in a test run. */
function calmFile(options: DemoOptions): string {
  const key = JSON.stringify(options);
  let file = calm.get(key);
  if (!file) {
    const folder = mkdtempSync(join(tmpdir(), "crowsnest-calm-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    file = join(folder, "calm.sqlite");
    writeSqliteDemo(file, options);
    calm.set(key, file);
  }
  return file;
}

export function plantedDatabase(seed: number, sizes: Partial<DemoOptions> = {}): PlantedDatabase {
  return new Planted(seed, sizes);
}

export interface TestScanner {
  readonly runner: PlanRunner;
  readonly scanner: ScanRunner;
  close(): Promise<void>;
}

/** Scans a SQLite file, or the Postgres database of a URL, as the server does. */
export function testScanner(place: string, more: Partial<Omit<ScanRunnerOptions, "runner">> = {}): TestScanner {
  const isPostgres = place.startsWith("postgres://");
  const policy = policyOf(demoCatalog, isPostgres ? "postgres" : "sqlite");
  const database = isPostgres ? ({ kind: "postgres", url: place } as const) : ({ kind: "sqlite", file: place } as const);
  const executor = createQueryExecutor({ database, policy, timeoutMs: 30_000, warm: false });
  const runner = createPlanRunner({ schema: planSchemaOf(demoCatalog), policy, executor });
  const failed = (message: string, error: unknown) => {
    throw new Error(message, { cause: error });
  };
  const scanner = createScanRunner({ runner, catalog: demoCatalog, asOf: async () => 0, onError: failed, ...more });
  return { runner, scanner, close: () => executor.close() };
}

/** A request for a whole scan that nobody listens to. */
export function scanRequest({ domains }: ScanRunner, asOf: number, more: Partial<ScanRequest> = {}): ScanRequest {
  const { signal } = new AbortController();
  return { id: "scan-1", asOf, domains, trigger: "manual", startedAt: asOf, signal, emit: () => undefined, ...more };
}
