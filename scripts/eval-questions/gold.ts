import Database from "better-sqlite3";

/** Rows that SQL gives as it stands. */
export interface Gold {
  rows(sql: string): unknown[][];
  close(): void;
}

/** By a connection of its own, so that a mistake in how answers are run shows. */
export function openGold(file: string): Gold {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  return {
    rows: (sql) => database.prepare(sql).raw().all() as unknown[][],
    close: () => database.close(),
  };
}
