import type { Catalog } from "../../shared/catalog.ts";
import { instantOf } from "./facts.ts";
import { FATF_COUNTRIES } from "./fatf-countries.ts";
import { compare, count, DAY_MS, instant, measure } from "./plan-parts.ts";
import type { RunPlan, Scope } from "./ports.ts";

const MOST_DAYS = 28;
/** A total that moved by less is noise. */
const SHIFT = 1.2;
/** Whose number of rows says how much is going on. */
const VOLUME = "transactions";
/** Nothing at all where there was something has moved as far as anything can. */
const MOST_STEPS = 20;

function stepsOf(shift: number): number {
  return Math.min(MOST_STEPS, Math.trunc(Math.abs(Math.log(shift)) / Math.log(SHIFT)));
}

async function firstOf(run: RunPlan, entity: string, time: string, asOf: number): Promise<number> {
  const { rows } = await run({
    stages: [
      {
        id: "first",
        from: { entity },
        where: compare(time, "lte", instant(asOf)),
        groupBy: [],
        measures: [measure("first", "min", time)],
      },
    ],
  });
  return instantOf(rows[0]?.first);
}

/** How the rows of the last day compare with the mean of the days before; 1 where there is nothing to compare. */
async function shiftOf(run: RunPlan, { entity, time }: Dated, asOf: number, days: number): Promise<number> {
  const from = asOf - (days + 1) * DAY_MS;
  const last = compare(time, "gt", instant(asOf - DAY_MS));
  const { rows } = await run({
    stages: [
      {
        id: "volume",
        from: { entity },
        where: { kind: "and", of: [compare(time, "gt", instant(from)), compare(time, "lte", instant(asOf))] },
        groupBy: [],
        measures: [count("last", last), count("before", { kind: "not", of: last })],
      },
    ],
  });
  const [now, usual] = [Number(rows[0]?.last ?? 0), Number(rows[0]?.before ?? 0) / days];
  return usual > 0 ? now / usual : 1;
}

interface Dated {
  readonly entity: string;
  readonly time: string;
}

function datedEntities({ entities }: Catalog): Dated[] {
  return entities.flatMap(({ name, timeColumn }) => (timeColumn ? [{ entity: name, time: timeColumn }] : []));
}

/** How much past there is to compare with, and what moved. A catalog without times has none. */
export async function scopeOf(run: RunPlan, catalog: Catalog, asOf: number): Promise<Scope> {
  const dated = datedEntities(catalog);
  // What happens to customers, not when they came: activity has the days that baselines are made of.
  const activity = dated.filter(({ entity }) => catalog.relations.some(({ from }) => from.entity === entity));
  const lived = activity.length > 0 ? activity : dated;
  const firsts = await Promise.all(lived.map(({ entity, time }) => firstOf(run, entity, time, asOf)));
  const known = firsts.filter((first) => first > 0);
  const historyDays = known.length === 0 ? 0 : Math.max(0, Math.min(MOST_DAYS, Math.floor((asOf - Math.min(...known)) / DAY_MS) - 1));
  const columns = Object.fromEntries(catalog.entities.map(({ name, columns: all }) => [name, all.map((column) => column.name)]));
  const { highRiskCountries = FATF_COUNTRIES } = catalog;
  if (historyDays === 0) return { asOf, historyDays, volumeShift: 1, moved: {}, columns, highRiskCountries };
  const shifts = await Promise.all(
    dated.map(async (each): Promise<[string, number]> => [each.entity, await shiftOf(run, each, asOf, historyDays)]),
  );
  const volume = Object.fromEntries(shifts)[VOLUME] ?? 1;
  return {
    asOf,
    historyDays,
    volumeShift: volume > SHIFT || volume < 1 / SHIFT ? volume : 1,
    columns,
    highRiskCountries,
    moved: Object.fromEntries(shifts.map(([entity, shift]) => [entity, stepsOf(shift)])),
  };
}
