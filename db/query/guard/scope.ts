import { UnsafeSqlError } from "../../ports.ts";

/** Something in a FROM clause and the columns it has. */
export interface Source {
  readonly name: string | undefined;
  readonly columns: ReadonlySet<string>;
  /** `*` of it would show more than these columns. */
  readonly partial: boolean;
}

/** Which names mean what at one place of a statement. Names are folded already. */
export class Scope {
  readonly sources: Source[] = [];
  /** Outputs of the query itself, where its clauses may call them by name. */
  readonly aliases = new Set<string>();
  private readonly parent: Scope | undefined;
  private readonly ctes = new Map<string, Source>();

  constructor(parent?: Scope) {
    this.parent = parent;
  }

  defineCte(name: string, cte: Source): void {
    this.ctes.set(name, cte);
  }

  findCte(name: string): Source | undefined {
    return this.ctes.get(name) ?? this.parent?.findCte(name);
  }

  /** Sources called so, the nearest first. */
  named(name: string): Source[] {
    return [...this.sources.filter((source) => source.name === name), ...(this.parent?.named(name) ?? [])];
  }

  hasColumn(name: string): boolean {
    return this.aliases.has(name) || this.sources.some(({ columns }) => columns.has(name)) || (this.parent?.hasColumn(name) ?? false);
  }

  hasSource(): boolean {
    return this.sources.length > 0 || (this.parent?.hasSource() ?? false);
  }

  /** Throws unless a column of this name can be seen from here. */
  checkColumn(name: string): void {
    if (!this.hasColumn(name)) throw new UnsafeSqlError(`there is no column ${quoted(name)} to be read here`);
  }

  /** Throws unless the table or alias can be seen from here and has the column. */
  checkQualified(source: string, column: string): void {
    const found = this.named(source);
    if (found.length === 0) throw new UnsafeSqlError(`${quoted(source)} is not a table of this query`);
    if (!found.some(({ columns }) => columns.has(column)))
      throw new UnsafeSqlError(`${quoted(source)} has no column ${quoted(column)} to be read`);
  }

  /** The columns of `*`, or of `name.*`. */
  star(name?: string): string[] {
    const found = name === undefined ? this.sources : this.named(name).slice(0, 1);
    if (name !== undefined && found.length === 0) throw new UnsafeSqlError(`${quoted(name)} is not a table of this query`);
    for (const source of found) checkWhole(source);
    return found.flatMap(({ columns }) => [...columns]);
  }
}

/** Throws when all columns of the source would be more than the catalog has. */
export function checkWhole(source: Source): void {
  if (source.partial)
    throw new UnsafeSqlError(`${quoted(source.name ?? "a table")} has columns outside the catalog, so name the columns instead of *`);
}

/** As many columns as SQLite itself lets a result have. */
const MAX_COLUMNS = 2_000;

/** The same names; throws when there are too many, as there soon are where one `*, *` reads another. */
export function checkWidth(columns: string[]): string[] {
  if (columns.length > MAX_COLUMNS) throw new UnsafeSqlError(`a result may not have more than ${MAX_COLUMNS} columns`);
  return columns;
}

/** A name as an error tells it, however long it is. */
export function quoted(name: string): string {
  return `"${name.length > 60 ? `${name.slice(0, 60)}…` : name}"`;
}
