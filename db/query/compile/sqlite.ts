import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from "kysely";
import type { BucketUnit, Part, SqlDialect } from "./dialect.ts";
import type { Sql } from "./sql.ts";

const printer = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** SQLite's own form of an instant: a fraction only where there is one, so that texts compare as the instants do. */
function instantText(iso: string): string {
  const [seconds = "", fraction = ""] = new Date(iso).toISOString().slice(0, -1).replace("T", " ").split(".");
  const digits = fraction.replace(/0+$/, "");
  return digits === "" ? seconds : `${seconds}.${digits}`;
}

/** The same form from whatever SQLite reads as a time. */
const fineStamp = (time: Sql): Sql => sql`rtrim(rtrim(strftime('%Y-%m-%d %H:%M:%f', ${time}), '0'), '.')`;

function parameterOf(value: unknown, type: string): unknown {
  if (typeof value === "boolean") return value ? 1 : 0;
  return type === "timestamp" && typeof value === "string" ? instantText(value) : value;
}

const buckets: { readonly [U in BucketUnit]: (value: Sql) => Sql } = {
  hour: (value) => sql`strftime('%Y-%m-%d %H:00:00', ${value})`,
  day: (value) => sql`date(${value})`,
  week: (value) => sql`date(${value}, 'weekday 0', '-6 days')`,
  month: (value) => sql`strftime('%Y-%m-01', ${value})`,
  quarter: (value) => sql`date(${value}, 'start of month', '-' || ((strftime('%m', ${value}) - 1) % 3) || ' months')`,
  year: (value) => sql`strftime('%Y-01-01', ${value})`,
};

const parts: { readonly [P in Part]: (value: Sql) => Sql } = {
  hourOfDay: (value) => sql`cast(strftime('%H', ${value}) as integer)`,
  weekday: (value) => sql`((cast(strftime('%w', ${value}) as integer) + 6) % 7 + 1)`,
  dayOfMonth: (value) => sql`cast(strftime('%d', ${value}) as integer)`,
};

export const sqliteDialect: SqlDialect = {
  name: "sqlite",
  printer,
  value: (bind, value, type) => bind(parameterOf(value, type)),
  operand: (bind, value, type) => bind(parameterOf(value, type)),
  storedInstant: (bind, iso, { encoding }) => {
    if (encoding === "epoch_seconds") return bind(Date.parse(iso) / 1_000);
    if (encoding === "epoch_milliseconds") return bind(Date.parse(iso));
    return bind(instantText(iso));
  },
  stored: (raw, { type, encoding }) => {
    if (type !== "timestamp") return raw;
    if (encoding === "iso") return fineStamp(raw);
    if (encoding === "epoch_seconds") return sql`datetime(${raw}, 'unixepoch')`;
    return encoding === "epoch_milliseconds" ? fineStamp(sql`${raw} / 1000.0, 'unixepoch'`) : raw;
  },
  result: (value) => value,
  codePoints: (text) => sql`${text} collate binary`,
  // Column affinity stores a whole number as an integer, whatever the column's type.
  asNumber: (value) => sql`cast(${value} as real)`,
  wide: (integer) => integer,
  round: (value, decimals) => sql`round(${value}, ${sql.lit(decimals)})`,
  // SQLite adds doubles with compensation, so rounding gives the very double that is nearest to the decimal sum.
  sum: (value, type, decimals, rest) =>
    type === "integer" ? sql`sum(${value})${rest}` : sql`round(sum(${value})${rest}, ${sql.lit(decimals)})`,
  // A cast alone cuts towards zero: -0.5 would be 0.
  floor: (value) => sql`cast(floor(${value}) as integer)`,
  bucket: (unit, value) => buckets[unit](value),
  part: (part, value) => parts[part](value),
  elapsedSeconds: (start, _startType, end) => sql`round(unixepoch(${end}, 'subsec') - unixepoch(${start}, 'subsec'), 3)`,
  shift: (bind, value, by, unit, fine) => {
    const modifier = bind(`${by < 0 ? "-" : "+"}${Math.abs(by)} ${unit}`);
    return fine ? fineStamp(sql`${value}, ${modifier}`) : sql`datetime(${value}, ${modifier})`;
  },
  // A digit before, between and after three dots, and nothing else.
  isIpv4: (text) =>
    sql`${text} glob '[0-9]*.[0-9]*.[0-9]*.[0-9]*' and ${text} not glob '*[^0-9.]*' and length(${text}) - length(replace(${text}, '.', '')) = 3`,
};
