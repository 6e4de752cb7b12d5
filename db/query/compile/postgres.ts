import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from "kysely";
import type { PlanType } from "../../../shared/plan.ts";
import { type Part, type SqlDialect, secondsIn } from "./dialect.ts";
import type { Sql } from "./sql.ts";

const printer = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

const typeNames: Readonly<Record<PlanType, Sql>> = {
  integer: sql`bigint`,
  number: sql`double precision`,
  text: sql`text`,
  boolean: sql`boolean`,
  timestamp: sql`timestamptz`,
  date: sql`date`,
};

/** A time without a zone, as UTC has it. */
const inUtc = (value: Sql, type: PlanType): Sql => (type === "date" ? sql`cast(${value} as timestamp)` : sql`${value} at time zone 'UTC'`);
const asInstant = (value: Sql, type: PlanType): Sql => (type === "date" ? sql`(cast(${value} as timestamp) at time zone 'UTC')` : value);

const parts: Readonly<Record<Part, Sql>> = { hourOfDay: sql`hour`, weekday: sql`isodow`, dayOfMonth: sql`day` };
const asNumber = (value: Sql): Sql => sql`cast(${value} as double precision)`;
const rounded = (numeric: Sql, decimals: number): Sql => asNumber(sql`round(${numeric}, ${sql.lit(decimals)})`);

export const postgresDialect: SqlDialect = {
  name: "postgres",
  printer,
  value: (bind, value, type) => sql`cast(${bind(value)} as ${typeNames[type]})`,
  operand: (bind, value, type) => (type === "text" ? bind(value) : sql`cast(${bind(value)} as ${typeNames[type]})`),
  storedInstant: (bind, iso, { encoding }) => {
    if (encoding === "epoch_seconds") return asNumber(bind(Date.parse(iso) / 1_000));
    if (encoding === "epoch_milliseconds") return asNumber(bind(Date.parse(iso)));
    return sql`cast(${bind(iso)} as timestamptz)`;
  },
  stored: (raw, { type, encoding }) => {
    // A numeric would be compared and divided by other rules than SQLite's doubles.
    if (type === "money" || type === "number") return asNumber(raw);
    if (type !== "timestamp") return raw;
    if (encoding === "iso") return sql`cast(${raw} as timestamptz)`;
    if (encoding === "epoch_seconds") return sql`to_timestamp(${asNumber(raw)})`;
    return encoding === "epoch_milliseconds" ? sql`to_timestamp(${asNumber(raw)} / 1000)` : raw;
  },
  // Drivers make a local midnight of a date.
  result: (value, type) => (type === "date" ? sql`to_char(${value}, 'YYYY-MM-DD')` : value),
  codePoints: (text) => sql`${text} collate "C"`,
  asNumber: (value, type) => (type === "integer" ? asNumber(value) : value),
  wide: (integer) => sql`cast(${integer} as bigint)`,
  round: (value, decimals) => rounded(sql`cast(${value} as numeric)`, decimals),
  sum: (value, type, decimals, rest) =>
    type === "integer"
      ? sql`cast(sum(${value})${rest} as bigint)`
      : // Numerics add up exactly, in any order.
        rounded(sql`sum(cast(${value} as numeric))${rest}`, decimals),
  floor: (value) => sql`cast(floor(${value}) as bigint)`,
  bucket: (unit, value, of) => {
    if (unit === "hour") return sql`date_trunc('hour', ${value}, 'UTC')`;
    return sql`cast(date_trunc(${sql.lit(unit)}, ${inUtc(value, of)}) as date)`;
  },
  part: (part, value, of) => sql`cast(extract(${parts[part]} from ${inUtc(value, of)}) as bigint)`,
  elapsedSeconds: (start, startType, end, endType) =>
    rounded(sql`cast(extract(epoch from ${asInstant(end, endType)} - ${asInstant(start, startType)}) as numeric)`, 3),
  // Seconds, since a day of an interval is a day of the session's time zone.
  shift: (bind, value, by, unit) => sql`(${value} + cast(${bind(`${by * secondsIn[unit]} seconds`)} as interval))`,
  isIpv4: (text) => sql`${text} ~ '^[0-9]+([.][0-9]+){3}$'`,
};
