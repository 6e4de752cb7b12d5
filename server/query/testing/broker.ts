import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { DEMO_CATALOG_FILE, loadCatalog } from "../../../db/catalog/load.ts";
import type { AuditEntry, AuditStore, Conversation, ConversationStore } from "../../../db/ports.ts";
import { createQueryExecutor } from "../../../db/query/execute/create-executor.ts";
import type { QueryExecutor } from "../../../db/query/execute/executor.ts";
import { policyOf } from "../../../db/query/guard/policy-of-catalog.ts";
import { EMPTY_PROFILE } from "../../../shared/profile.ts";
import { createQuery, type Query, type QueryParts } from "../create-query.ts";
import { NOW } from "./plans.ts";

const SCHEMA = `
  CREATE TABLE users (id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, country TEXT NOT NULL,
    kyc_status TEXT NOT NULL, risk_level TEXT NOT NULL, is_pep BOOLEAN NOT NULL, account_type TEXT NOT NULL, status TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL);
  CREATE TABLE transactions (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id), type TEXT NOT NULL,
    amount NUMERIC(24,8) NOT NULL, currency TEXT NOT NULL, amount_usd NUMERIC(18,2) NOT NULL, status TEXT NOT NULL,
    payment_method TEXT NOT NULL, is_flagged BOOLEAN NOT NULL, created_at TIMESTAMP NOT NULL, processed_at TIMESTAMP);
  CREATE TABLE login_events (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id), outcome TEXT NOT NULL,
    failure_reason TEXT, ip_address TEXT NOT NULL, country TEXT NOT NULL, device TEXT NOT NULL, mfa_used BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL);
  CREATE INDEX transactions_created ON transactions(created_at);
  CREATE INDEX login_events_created ON login_events(created_at);
  CREATE INDEX users_created ON users(created_at);`;

const COUNTRIES = ["DE", "DE", "FR", "GB", "NG", "BR"];
const DAY_MS = 86_400_000;

const stamp = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace("T", " ");

/**
 * Six users, of whom the first two live in Germany; a deposit of each on every day of October 2026, of ten dollars times the user's
 * id; half as many withdrawals, by user 1 alone; no logins.
 */
function fill(database: Database.Database): void {
  const user = database.prepare("INSERT INTO users VALUES (?, ?, ?, ?, 'verified', 'low', 0, 'standard', 'active', '2026-01-01 00:00:00')");
  const transaction = database.prepare("INSERT INTO transactions VALUES (NULL, ?, ?, ?, 'USD', ?, 'completed', 'card', ?, ?, ?)");
  for (const [index, country] of COUNTRIES.entries()) user.run(index + 1, `User ${index + 1}`, `user${index + 1}@example.com`, country);
  for (let day = 0; day < 31; day++) {
    const at = stamp(Date.parse("2026-10-01T12:00:00Z") + day * DAY_MS);
    for (let id = 1; id <= 6; id++) transaction.run(id, "deposit", 10 * id, 10 * id, day % 10 === 0 ? 1 : 0, at, at);
    if (day % 2 === 0) transaction.run(1, "withdrawal", 5, 5, 0, at, null);
  }
}

/** A small broker's database in a file of its own. */
export async function makeBroker(): Promise<{ file: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "crowsnest-query-"));
  const file = join(folder, "broker.sqlite");
  const database = new Database(file);
  database.exec(SCHEMA);
  fill(database);
  database.close();
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

export interface TestStores {
  readonly audited: AuditEntry[];
  readonly conversations: Map<string, Conversation>;
}

function stores({ audited, conversations }: TestStores): { audit: AuditStore; conversations: ConversationStore } {
  return {
    audit: {
      record: async (entry) => {
        audited.push(entry);
      },
      list: async () => ({ items: [], nextCursor: null }),
    },
    conversations: {
      save: async (conversation) => {
        conversations.set(conversation.id, conversation);
      },
      get: async (id, since) => {
        const found = conversations.get(id);
        return found && found.at >= since ? found : undefined;
      },
      forget: async () => 0,
    },
  };
}

export const CATALOG = loadCatalog(DEMO_CATALOG_FILE);

export interface Broker {
  readonly executor: QueryExecutor;
  stop(): Promise<void>;
}

/** A small broker's database, and what runs statements on it: processes, which take a while to start. */
export async function startBroker(): Promise<Broker> {
  const { file, remove } = await makeBroker();
  const executor = createQueryExecutor({
    database: { kind: "sqlite", file },
    policy: policyOf(CATALOG, "sqlite"),
    timeoutMs: 10_000,
    warm: false,
  });
  return {
    executor,
    async stop() {
      await executor.close();
      await remove();
    },
  };
}

export interface TestQuery extends Query, TestStores {
  readonly errors: string[];
}

/** The query feature over a small broker's database, with a planner of the test's. */
export function createTestQuery({ executor }: Broker, parts: Pick<QueryParts, "rules"> & Partial<QueryParts>): TestQuery {
  const kept: TestStores = { audited: [], conversations: new Map() };
  const errors: string[] = [];
  const query = createQuery({
    catalog: CATALOG,
    profile: () => EMPTY_PROFILE,
    policy: policyOf(CATALOG, "sqlite"),
    executor,
    model: undefined,
    planner: "auto",
    clock: "data",
    now: () => NOW,
    onError: (message) => errors.push(message),
    ...stores(kept),
    ...parts,
  });
  return { ...query, ...kept, errors };
}
