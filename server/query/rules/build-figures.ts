import type { Condition, Output, Stage, WindowOutput } from "../../../shared/plan.ts";
import { groupNames, groupOutputs } from "./build-groups.ts";
import { measureOf } from "./build-measures.ts";
import { groupOrder, rankOrder } from "./build-order.ts";
import { bounded, type RowsPart } from "./build-relations.ts";
import { addGrowth, addRunning, oneEarlier } from "./build-series.ts";
import { type BuildSite, type Built, conditionsOf, joinsOf } from "./build-site.ts";
import { all, output } from "./expressions.ts";

/** Figures of rows, of each group when there are any. */
export function addFigures(site: BuildSite): void {
  const groupBy = site.frame.groups.flatMap((group) => groupOutputs(site, group));
  // Stages that the rows need come before those of the figures.
  const part = figureRows(site);
  const built = site.frame.measures.map((measure, index) => measureOf(site, measure, index));
  const stage = figureStage(site, part, groupBy, built);
  const first = built[0]?.name;
  if (site.frame.running && first !== undefined) addRunning(site, stage, first, groupBy);
  else if (site.frame.growth && first !== undefined) addGrowth(site, stage, first, groupBy);
  else if (sharesTotal(site)) site.rows.add({ ...stage, windows: [totalShare(first ?? "")] }, "answer");
  else site.rows.add({ ...stage, ...rankLimit(site) }, "answer");
}

function figureRows(site: BuildSite): RowsPart {
  const { rows, growth } = site.frame;
  return site.rows.part(growth ? { ...rows, times: rows.times.map((time) => oneEarlier(site, time)) } : rows);
}

function figureStage(site: BuildSite, part: RowsPart, groupBy: readonly Output[], built: readonly Built[]): Omit<Stage, "id"> {
  const { rows, rank } = site.frame;
  const having = havingOf(site, built);
  const first = built[0]?.name;
  const order = rank ? rankOrder(site, groupBy, first, rank.direction) : groupOrder(site, groupBy, first);
  return {
    from: { entity: rows.entity },
    ...joinsOf(part),
    ...conditionsOf(part),
    groupBy: [...groupBy],
    measures: built.flatMap(({ measures }) => measures),
    derived: built.flatMap(({ derived }) => derived),
    ...(having ? { having } : {}),
    ...(groupBy.length > 0 ? { order } : {}),
  };
}

function rankLimit(site: BuildSite): Pick<Stage, "limit"> {
  const { rank } = site.frame;
  const per = groupNames(site, rank?.per);
  return rank ? { limit: { n: rank.n, ...(per.length > 0 ? { per } : {}) } } : {};
}

function havingOf(site: BuildSite, built: readonly Built[]): Condition | undefined {
  return all(
    site.frame.having.flatMap((bound) => {
      const name = built[bound.measure]?.name;
      return name === undefined ? [] : [bounded(output(name), bound)];
    }),
  );
}

/** "the deposit share by method": beside the figure of each group, its share of all. */
function sharesTotal(site: BuildSite): boolean {
  return site.frame.measures.some(({ kind, where }) => kind === "share" && where?.length === 0);
}

function totalShare(of: string): WindowOutput {
  return { name: "share", label: "share", fn: "share", of: output(of), unit: "percent" };
}
