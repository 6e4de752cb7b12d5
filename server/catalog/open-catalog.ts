import { existsSync, statSync } from "node:fs";
import { findWrongEncodings, fitCatalog } from "../../db/catalog/fit-catalog.ts";
import { type DatabaseSchema, readSchema } from "../../db/catalog/introspect.ts";
import { DEMO_CATALOG_FILE, loadCatalog } from "../../db/catalog/load.ts";
import { openBackgroundReader, openReader } from "../../db/catalog/open-reader.ts";
import { CatalogError } from "../../db/catalog/problem.ts";
import { profileData } from "../../db/catalog/profile.ts";
import type { OpenReader } from "../../db/catalog/reader.ts";
import type { Catalog } from "../../shared/catalog.ts";
import type { CatalogAnswer } from "../../shared/catalog-answer.ts";
import { EMPTY_PROFILE, type Profile } from "../../shared/profile.ts";
import { type AskedDatabaseConfig, type Config, ConfigError } from "../config/config.ts";
import { type Job, repeatedly, type Schedule } from "../schedule.ts";
import { describe } from "./describe.ts";
import type { CatalogService } from "./ports.ts";

const REFRESH_MS = 10 * 60_000;
/** How long profiling may go on, and how long the start waits for the first profile. */
const PROFILE_MS = 20_000;
const FIRST_PROFILE_MS = 2_000;
/** A SQLite file up to this size is read in less time than a thread takes to start. */
const SMALL_FILE_BYTES = 4 * 1024 * 1024;

export interface OpenCatalogOptions {
  readonly config: Pick<Config, "database" | "catalogFile">;
  /** Epoch ms. */
  readonly now: () => number;
  readonly schedule: Schedule;
  readonly onError: (message: string, error: unknown) => void;
  /** Told of each thing that the database does not have. */
  readonly onProblem: (problem: string) => void;
}

function readCatalogFile(file: string): Catalog {
  try {
    return loadCatalog(file);
  } catch (error) {
    if (error instanceof CatalogError) throw new ConfigError(`CATALOG_FILE: ${error.message}`);
    throw error;
  }
}

const tableNames = ({ entities }: Catalog) => entities.map(({ table }) => table).join(", ");

interface Compared {
  readonly schema: DatabaseSchema;
  readonly catalog: Catalog;
  readonly problems: readonly string[];
}

async function compare(reader: OpenReader, file: Catalog): Promise<Compared> {
  const schema = await readSchema(reader);
  const { catalog, problems } = fitCatalog(file, schema);
  if (catalog.entities.length === 0) throw new ConfigError(`CATALOG_FILE: the database has none of its tables (${tableNames(file)})`);
  return { schema, catalog, problems: [...problems, ...(await findWrongEncodings(reader, catalog))] };
}

/**
 * Reads the catalog file and compares it with the database. What the database does not have is left out and told; a database that cannot
 * be reached is believed to have everything. Throws a {@link ConfigError} for a wrong file, a database file that is not there, and a
 * database without any of the tables.
 */
export async function openCatalog(options: OpenCatalogOptions): Promise<CatalogService & Job> {
  const { database, catalogFile } = options.config;
  if (database.kind === "sqlite" && !database.demo && !existsSync(database.file))
    throw new ConfigError(`DATABASE_URL: there is no file ${database.file}`);
  const file = readCatalogFile(catalogFile ?? DEMO_CATALOG_FILE);
  const compared = await withReader(database, (reader) => compare(reader, file)).catch((error: unknown) => {
    if (error instanceof ConfigError) throw error;
    options.onError("the catalog could not be compared with the database", error);
    return undefined;
  });
  for (const problem of compared?.problems ?? []) options.onProblem(problem);
  return new ProfiledCatalog(options, compared?.catalog ?? file, compared);
}

async function withReader<T>(database: AskedDatabaseConfig, use: (reader: OpenReader) => Promise<T>): Promise<T> {
  const reader = await openReader(database);
  try {
    return await use(reader);
  } finally {
    await reader.close();
  }
}

class ProfiledCatalog implements CatalogService, Job {
  readonly catalog: Catalog;
  readonly problems: readonly string[];
  readonly present: ReadonlyMap<string, readonly string[]>;
  private readonly options: OpenCatalogOptions;
  private readonly schema: DatabaseSchema | undefined;
  private current: Profile = EMPTY_PROFILE;
  private reader: OpenReader | undefined;
  private repetition: { stop(): Promise<void> } | undefined;
  private stopped = false;

  constructor(options: OpenCatalogOptions, catalog: Catalog, compared: Compared | undefined) {
    this.options = options;
    this.catalog = catalog;
    this.problems = compared?.problems ?? [];
    this.schema = compared?.schema;
    const tables = this.schema?.tables ?? [];
    this.present = new Map(tables.map(({ name, columns }) => [name, columns.map((column) => column.name)]));
  }

  profile(): Profile {
    return this.current;
  }

  describe(): CatalogAnswer {
    const { catalog, schema, current: profile } = this;
    const { database } = this.options.config;
    return describe({ catalog, schema, profile, dialect: database.kind, demo: database.kind === "sqlite" && database.demo });
  }

  /** Waits for the first profile, so that the first question is read like the ones after it, but not for long. */
  async start(): Promise<void> {
    const { schedule } = this.options;
    const first = this.refresh();
    let callOff = (): void => {};
    const enough = new Promise<void>((resolve) => {
      callOff = schedule(resolve, FIRST_PROFILE_MS);
    });
    await Promise.race([first, enough]);
    callOff();
    const run = async (): Promise<void> => {
      await first;
      await this.refresh();
    };
    this.repetition = repeatedly({ schedule, run, firstMs: REFRESH_MS, nextMs: () => REFRESH_MS });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.reader?.close().catch(() => undefined);
    await this.repetition?.stop();
  }

  private async refresh(): Promise<void> {
    const { database } = this.options.config;
    if (this.stopped || (database.kind === "sqlite" && !existsSync(database.file))) return;
    try {
      const small = database.kind === "sqlite" && statSync(database.file).size <= SMALL_FILE_BYTES;
      this.reader = await (small ? openReader(database) : openBackgroundReader(database));
      this.current = await profileData(this.reader, this.catalog, { now: this.options.now, limitMs: PROFILE_MS });
    } catch (error) {
      if (!this.stopped) this.options.onError("the data being asked about could not be profiled", error);
    } finally {
      await this.reader?.close().catch(() => undefined);
      this.reader = undefined;
    }
  }
}
