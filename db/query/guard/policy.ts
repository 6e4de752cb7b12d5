/** What SQL may read. Whatever is not named here does not exist for it. */
export interface SqlPolicy {
  readonly dialect: "sqlite" | "postgres";
  readonly tables: readonly PolicyTable[];
}

export interface PolicyTable {
  /** As the catalog calls it: `users`, `sales.orders`. */
  readonly name: string;
  readonly columns: readonly string[];
  /** The database's table has further columns, so that `*` and whole rows of it would show more than the catalog does. */
  readonly partial?: boolean;
}

/** The name a table is found by when it is written without a schema, or with the one that needs no writing. */
const DEFAULT_SCHEMA = { sqlite: "main", postgres: "public" } as const;

/** SQLite takes names in any case of the ASCII letters; what Postgres parsed has its case settled. */
export function fold(dialect: SqlPolicy["dialect"], name: string): string {
  return dialect === "sqlite" ? name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()) : name;
}

/** A policy's tables by their qualified name. */
export class TableList {
  private readonly tables: ReadonlyMap<string, PolicyTable>;
  private readonly dialect: SqlPolicy["dialect"];

  constructor({ dialect, tables }: SqlPolicy) {
    this.dialect = dialect;
    this.tables = new Map(tables.map((table) => [this.keyOf(table.name), { ...table, columns: table.columns.map(this.folded) }]));
  }

  find(schema: string | undefined, name: string): PolicyTable | undefined {
    return this.tables.get(`${this.folded(schema ?? DEFAULT_SCHEMA[this.dialect])}.${this.folded(name)}`);
  }

  private keyOf(name: string): string {
    const qualified = name.includes(".") ? name : `${DEFAULT_SCHEMA[this.dialect]}.${name}`;
    return this.folded(qualified);
  }

  private readonly folded = (name: string): string => fold(this.dialect, name);
}
