import type { EntityManager } from "typeorm";

export type SqlValue = string | number | null | Uint8Array;

/** What a piece of work on the app database is given. */
export interface Connection {
  /** TypeORM, bound to this connection. */
  readonly manager: EntityManager;
  /** Rows of a statement written as a template; its values are bound, never spliced. */
  rows<Row>(strings: TemplateStringsArray, ...values: readonly SqlValue[]): Promise<Row[]>;
  /** Runs a statement; resolves with the number of rows it changed. */
  run(strings: TemplateStringsArray, ...values: readonly SqlValue[]): Promise<number>;
}

/** The way to a connection; what a dialect has to provide besides its TypeORM options. */
export interface Session {
  /** Runs one statement or some reads; other work never comes in between. */
  use<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** All of the work or none of it. `committed` is called right after the commit, before any other work has its turn. */
  transaction<T>(work: (connection: Connection) => Promise<T>, committed?: () => void): Promise<T>;
  /** Waits for what is under way, then closes. */
  close(): Promise<void>;
}

const texts = new WeakMap<TemplateStringsArray, string>();

/** The text of a template with the dialect's placeholders, made once for each place in the source. */
export function statementText(strings: TemplateStringsArray, placeholder: (index: number) => string): string {
  let text = texts.get(strings);
  if (text === undefined) {
    text = strings.reduce((before, part, index) => before + placeholder(index) + part);
    texts.set(strings, text);
  }
  return text;
}
