import type { Catalog } from "../../shared/catalog.ts";
import { instantOf } from "./facts.ts";
import { compare, count, DAY_MS, instant, measure } from "./plan-parts.ts";
import type { RunPlan, Scope } from "./ports.ts";

const MOST_DAYS = 28;
/** A total that moved by less is noise. */
const SHIFT = 1.2;

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

async function volumeShift(run: RunPlan, entity: string, time: string, asOf: number, days: number): Promise<number> {
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
  const usual = Number(rows[0]?.before ?? 0) / days;
  const shift = usual > 0 ? Number(rows[0]?.last ?? 0) / usual : 1;
  return shift > SHIFT || shift < 1 / SHIFT ? shift : 1;
}

/** How much past there is to compare with, and whether everything moved. A catalog without times has none. */
export async function scopeOf(run: RunPlan, catalog: Catalog, asOf: number): Promise<Scope> {
  // What happens to customers, not when they came: activity has the days that baselines are made of.
  const dated = catalog.relations.flatMap(({ from }) =>
    catalog.entities.filter(({ name, timeColumn }) => name === from.entity && timeColumn),
  );
  const firsts = await Promise.all(dated.map(({ name, timeColumn = "" }) => firstOf(run, name, timeColumn, asOf)));
  const known = firsts.filter((first) => first > 0);
  const historyDays = known.length === 0 ? 0 : Math.max(0, Math.min(MOST_DAYS, Math.floor((asOf - Math.min(...known)) / DAY_MS) - 1));
  const volume = dated.find(({ name }) => name === "transactions");
  const shift = volume?.timeColumn && historyDays > 0 ? await volumeShift(run, volume.name, volume.timeColumn, asOf, historyDays) : 1;
  return { asOf, historyDays, volumeShift: shift };
}
