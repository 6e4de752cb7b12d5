import type { DatabaseDialect } from "../reader.ts";

const TYPES = {
  sqlite: { flag: "INTEGER", time: "DATETIME", money: "DECIMAL(10,2)", serial: "INTEGER PRIMARY KEY" },
  postgres: { flag: "BOOLEAN", time: "TIMESTAMPTZ", money: "NUMERIC(10,2)", serial: "SERIAL PRIMARY KEY" },
} as const;

const MEMBERS = 40;
const LOANS = 120;
const pad = (value: number) => String(value).padStart(2, "0");

/** A library's database: names, types and times are nothing like the demo's. */
export function foreignSchemaSql(dialect: DatabaseDialect): string[] {
  const { flag, time, money, serial } = TYPES[dialect];
  const bit = (on: boolean) => (dialect === "sqlite" ? String(Number(on)) : String(on));
  const tables = [
    `CREATE TABLE "libraryMembers" ("memberId" ${serial}, first_name TEXT NOT NULL, last_name TEXT NOT NULL, mail_address TEXT, country TEXT NOT NULL,
      "passwordHash" TEXT NOT NULL, is_student ${flag} NOT NULL, "joinedOn" ${time} NOT NULL)`,
    `CREATE TABLE categories (code TEXT PRIMARY KEY, title TEXT NOT NULL)`,
    `CREATE TABLE book_loans (id ${serial}, member_id INTEGER NOT NULL REFERENCES "libraryMembers"("memberId"), category TEXT REFERENCES categories(code),
      loan_state TEXT NOT NULL, late_fee ${money}, currency TEXT NOT NULL, deposit_eur ${money}, lent_at BIGINT NOT NULL, note TEXT)`,
    "CREATE TABLE tags (loan_id INTEGER, tag TEXT, PRIMARY KEY (loan_id, tag))",
    `CREATE VIEW open_loans AS SELECT id, member_id FROM book_loans WHERE loan_state = 'lent'`,
  ];
  const members = Array.from({ length: MEMBERS }, (_, index) => {
    const when = `'2025-${pad(1 + (index % 12))}-03 10:00:00${dialect === "postgres" ? "+00" : ""}'`;
    const country = ["DEU", "FRA", "NLD"][index % 3];
    return `('First${index % 7}', 'Last${index}', 'm${index}@example.org', '${country}', 'h${index}', ${bit(index % 4 === 0)}, ${when})`;
  });
  const loans = Array.from({ length: LOANS }, (_, index) => {
    const state = ["lent", "returned", "lost_item"][index % 3];
    const fee = index % 5 === 0 ? "NULL" : `${index / 4}`;
    return `(${1 + (index % MEMBERS)}, 'fic', '${state}', ${fee}, 'EUR', 5, ${1_750_000_000_000 + index * 3_600_000}, 'note ${index} ${"x".repeat(index)}')`;
  });
  return [
    ...tables,
    "INSERT INTO categories VALUES ('fic', 'Fiction')",
    `INSERT INTO "libraryMembers" (first_name, last_name, mail_address, country, "passwordHash", is_student, "joinedOn") VALUES ${members.join(", ")}`,
    `INSERT INTO book_loans (member_id, category, loan_state, late_fee, currency, deposit_eur, lent_at, note) VALUES ${loans.join(", ")}`,
  ];
}
