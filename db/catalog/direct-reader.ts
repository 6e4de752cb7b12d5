import Database from "better-sqlite3";
import type { OpenReader, ReaderRow } from "./reader.ts";

/** Reads in this very thread: for short queries only. Throws when there is no such file. */
export function openDirectReader(file: string): OpenReader {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  return {
    dialect: "sqlite",
    rows: async (sql, parameters = []) => db.prepare(sql).all(...parameters) as ReaderRow[],
    close: async () => {
      db.close();
    },
  };
}
