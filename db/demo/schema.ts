export type Cell = string | number | boolean | null;
export type Row = readonly Cell[];

type ColumnKind = "id" | "reference" | "text" | "unique" | "amount" | "dollars" | "boolean" | "time";
export interface DemoColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly nullable?: true;
}
export interface DemoTable {
  readonly name: string;
  readonly columns: readonly DemoColumn[];
  /** Columns of each index. */
  readonly indexes: readonly (readonly string[])[];
}
export type Dialect = "sqlite" | "postgres";

const text = (...names: readonly string[]): DemoColumn[] => names.map((name) => ({ name, kind: "text" }));
const flag = (name: string): DemoColumn => ({ name, kind: "boolean" });
const id: DemoColumn = { name: "id", kind: "id" };
const userId: DemoColumn = { name: "user_id", kind: "reference" };
const createdAt: DemoColumn = { name: "created_at", kind: "time" };

export const DEMO_TABLES: readonly DemoTable[] = [
  {
    name: "users",
    columns: [
      id,
      ...text("full_name"),
      { name: "email", kind: "unique" },
      ...text("country", "kyc_status", "risk_level"),
      flag("is_pep"),
      ...text("account_type", "status"),
      createdAt,
    ],
    indexes: [["created_at"], ["country"]],
  },
  {
    name: "transactions",
    columns: [
      id,
      userId,
      ...text("type"),
      { name: "amount", kind: "amount" },
      ...text("currency"),
      { name: "amount_usd", kind: "dollars" },
      ...text("status", "payment_method"),
      flag("is_flagged"),
      createdAt,
      { name: "processed_at", kind: "time", nullable: true },
    ],
    indexes: [["created_at"], ["user_id", "created_at"], ["type", "created_at"], ["status", "created_at"]],
  },
  {
    name: "login_events",
    columns: [
      id,
      userId,
      ...text("outcome"),
      { name: "failure_reason", kind: "text", nullable: true },
      ...text("ip_address", "country", "device"),
      flag("mfa_used"),
      createdAt,
    ],
    indexes: [["created_at"], ["user_id", "created_at"], ["outcome", "created_at"], ["ip_address"]],
  },
];

const TYPES: Readonly<Record<ColumnKind, string>> = {
  id: "INTEGER PRIMARY KEY",
  reference: "INTEGER NOT NULL REFERENCES users(id)",
  text: "TEXT",
  unique: "TEXT NOT NULL UNIQUE",
  amount: "NUMERIC(24,8)",
  dollars: "NUMERIC(18,2)",
  boolean: "BOOLEAN",
  time: "TIMESTAMP",
};

function definition({ name, kind, nullable }: DemoColumn, dialect: Dialect): string {
  const type = kind === "time" && dialect === "postgres" ? "TIMESTAMPTZ" : TYPES[kind];
  return `${name} ${type}${nullable || type.includes("PRIMARY KEY") || type.includes("NOT NULL") ? "" : " NOT NULL"}`;
}

export function createTableSql({ name, columns }: DemoTable, dialect: Dialect): string {
  return `CREATE TABLE ${name} (${columns.map((column) => definition(column, dialect)).join(", ")})`;
}

export function createIndexesSql({ name, indexes }: DemoTable): string[] {
  return indexes.map((columns) => `CREATE INDEX ix_${name}_${columns.join("_")} ON ${name} (${columns.join(", ")})`);
}

/** UTC, in SQLite's own form, which Postgres reads as well when it is told the zone. */
function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

/** The cells as the dialect takes them; times are epoch ms before. */
export function encodeRow(row: Row, { columns }: DemoTable, dialect: Dialect): (string | number | boolean | null)[] {
  return row.map((cell, index) => {
    if (cell === null) return null;
    const kind = columns[index]?.kind;
    if (kind === "time") return dialect === "sqlite" ? timeText(Number(cell)) : `${timeText(Number(cell))}+00`;
    if (kind === "boolean") return dialect === "sqlite" ? Number(cell) : cell;
    return cell;
  });
}
