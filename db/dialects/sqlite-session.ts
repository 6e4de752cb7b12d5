import type { DataSource, QueryRunner } from "typeorm";
import { type Connection, type Session, type SqlValue, statementText } from "../session.ts";

const placeholder = (): string => "?";

import type { WalKeeper } from "./wal-keeper.ts";

/**
 * TypeORM has one query runner on SQLite, whose transactions would run into each other: work waits in a queue for its turn.
 * Transactions are begun here and not by the runner, which stays "in a transaction" for good when a rollback fails.
 */
export class SqliteSession implements Session {
  readonly #dataSource: DataSource;
  readonly #connection: Connection;
  readonly #walKeeper: WalKeeper;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(dataSource: DataSource, walKeeper: WalKeeper) {
    this.#dataSource = dataSource;
    this.#walKeeper = walKeeper;
    this.#connection = new SqliteConnection(dataSource.createQueryRunner());
  }

  use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const turn = this.#tail.then(() => work(this.#connection));
    this.#tail = turn.catch(() => {});
    return turn;
  }

  transaction<T>(work: (connection: Connection) => Promise<T>, committed?: () => void): Promise<T> {
    return this.use(async (connection) => {
      await connection.run`BEGIN IMMEDIATE`;
      try {
        const result = await work(connection);
        await connection.run`COMMIT`;
        committed?.();
        return result;
      } catch (error) {
        // SQLite has already rolled back after some errors, and then says that there is no transaction.
        await connection.run`ROLLBACK`.catch(() => {});
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    await this.#tail;
    await this.#walKeeper.stop();
    await this.#dataSource.destroy();
  }
}

class SqliteConnection implements Connection {
  readonly #runner: QueryRunner;

  constructor(runner: QueryRunner) {
    this.#runner = runner;
  }

  get manager() {
    return this.#runner.manager;
  }

  async rows<Row>(strings: TemplateStringsArray, ...values: readonly SqlValue[]): Promise<Row[]> {
    const result = await this.#runner.query(statementText(strings, placeholder), [...values], true);
    return result.records as Row[];
  }

  async run(strings: TemplateStringsArray, ...values: readonly SqlValue[]): Promise<number> {
    const result = await this.#runner.query(statementText(strings, placeholder), [...values], true);
    return result.affected ?? 0;
  }
}
