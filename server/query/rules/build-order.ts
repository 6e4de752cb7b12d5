import type { Order, Output } from "../../../shared/plan.ts";
import { groupOutputs } from "./build-groups.ts";
import type { BuildSite } from "./build-site.ts";

/** Periods in their order first; then by the figure, then by name. */
export function groupOrder(site: BuildSite, groupBy: readonly Output[], figure: string | undefined): Order[] {
  const series = site.frame.groups
    .filter(({ kind }) => kind === "grain" || kind === "bins")
    .flatMap((group) => groupOutputs(site, group).slice(0, 1));
  const rest = groupBy.filter(({ name }) => !series.some((each) => each.name === name));
  const byFigure: Order[] = figure === undefined ? [] : [{ by: figure, direction: "desc" }];
  return [...series.map(({ name }): Order => ({ by: name, direction: "asc" })), ...byFigure, ...byName(site, rest)];
}

export function byName(site: BuildSite, outputs: readonly Output[]): Order[] {
  const names = outputs.filter(({ name }) => name !== "weekday_name");
  const people = names.filter(({ name }) =>
    site.frame.groups.some((group) => group.kind === "entity" && site.roles.entity(group.entity).labelColumns.includes(name)),
  );
  return [...people, ...names.filter((each) => !people.includes(each))].map(({ name }) => ({ by: name, direction: "asc" }));
}

export function rankOrder(site: BuildSite, groupBy: readonly Output[], figure: string | undefined, direction: "asc" | "desc"): Order[] {
  const per = site.frame.rank?.per?.flatMap((group) => groupOutputs(site, group).slice(0, 1)) ?? [];
  const first = per
    .filter((each) => site.frame.groups.some((group) => group.kind === "grain" && groupOutputs(site, group)[0]?.name === each.name))
    .map(({ name }): Order => ({ by: name, direction: "asc" }));
  const byFigure: Order[] = figure === undefined ? [] : [{ by: figure, direction }];
  return [...first, ...byFigure, ...byName(site, groupBy)];
}
