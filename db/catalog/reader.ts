export type DatabaseDialect = "sqlite" | "postgres";
export type ReaderRow = Readonly<Record<string, unknown>>;

/** Reads from the database being asked about. `?` stands for a parameter on either database. */
export interface Reader {
  readonly dialect: DatabaseDialect;
  /** Throws what the driver throws. */
  rows(sql: string, parameters?: readonly (string | number)[]): Promise<readonly ReaderRow[]>;
}

export interface OpenReader extends Reader {
  close(): Promise<void>;
}

/** Where the data being asked about is. */
export type AskedDatabase = { readonly kind: "sqlite"; readonly file: string } | { readonly kind: "postgres"; readonly url: string };

/** A name as SQL takes it; a table may carry its schema. */
export function quoted(name: string): string {
  return name
    .split(".")
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join(".");
}
