/** A value of a column and how many rows have it. */
export interface ProfiledValue {
  readonly value: string | number | boolean;
  readonly count: number;
}

/** What the data of one column is like. Times are ISO 8601 UTC. */
export interface ColumnProfile {
  /** 0 to 1; of no rows, 0. */
  readonly nullShare: number;
  readonly min?: string | number;
  readonly max?: string | number;
  /** Every value, most frequent first, where there are at most {@link PROFILE_LIMITS}.values; never for sensitive columns. */
  readonly values?: readonly ProfiledValue[];
}

export interface EntityProfile {
  readonly rowCount: number;
  /** The newest value of the entity's time column, ISO 8601 UTC. */
  readonly newest?: string;
  /** By column name; a column that could not be read in time is missing. */
  readonly columns: Readonly<Record<string, ColumnProfile>>;
}

/** What the data is like, as far as planners and prompts need to know. */
export interface Profile {
  /** ISO 8601 UTC. */
  readonly profiledAt: string;
  /** False when the time was up before everything was read. */
  readonly complete: boolean;
  /** By entity name. */
  readonly entities: Readonly<Record<string, EntityProfile>>;
}

/** Of a profile before the first one is made. */
export const EMPTY_PROFILE: Profile = { profiledAt: "1970-01-01T00:00:00.000Z", complete: false, entities: {} };

export const PROFILE_LIMITS = { values: 200 } as const;
