import type { Catalog } from "../../shared/catalog.ts";
import type { CatalogAnswer } from "../../shared/catalog-answer.ts";
import type { Profile } from "../../shared/profile.ts";

/** What is known of the data being asked about. */
export interface CatalogService {
  /** What of the catalog file the database has; the same for as long as the server runs. */
  readonly catalog: Catalog;
  /** A line for each table and column of the file that the database does not have. */
  readonly problems: readonly string[];
  /** The columns of each table of the database, by the name a catalog calls the table; none when it could not be reached. */
  readonly present: ReadonlyMap<string, readonly string[]>;
  /** What the data was like when it was last looked at. */
  profile(): Profile;
  /** What may be told of it. */
  describe(): CatalogAnswer;
}
