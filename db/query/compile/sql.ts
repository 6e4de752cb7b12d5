import { type Kysely, type RawBuilder, sql } from "kysely";

/** A piece of SQL with its values beside it. */
export type Sql = RawBuilder<unknown>;

/** Puts a value of a plan into SQL: as a parameter for running, as a literal for reading. */
export type Bind = (value: unknown) => Sql;

export const bindParameter: Bind = (value) => sql`${sql.val(value)}`;
/** Quoted by kysely, for people to read and copy; never run. */
export const bindLiteral: Bind = (value) => sql.lit(value);

/** The part of kysely that prints. */
export type Printer = Pick<Kysely<unknown>, "getExecutor">;

export const nothing: Sql = sql``;
export const commas = (parts: readonly Sql[]): Sql => sql.join([...parts], sql`, `);
export const column = (table: string, name: string): Sql => sql.ref(`${table}.${name}`);
