import type { Plan } from "../../../shared/plan.ts";
import { addComparison } from "./build-comparison.ts";
import { addFirstElapsed } from "./build-elapsed.ts";
import { addFigures } from "./build-figures.ts";
import { addList } from "./build-list.ts";
import { addNested } from "./build-nested.ts";
import { addOwnerBins } from "./build-owner-bins.ts";
import { RowsBuilder } from "./build-relations.ts";
import type { BuildSite } from "./build-site.ts";
import { addTopShare } from "./build-top-share.ts";
import type { Frame } from "./frame.ts";
import type { Roles } from "./roles.ts";

/** Makes the plan of a frame. `asOf` is an ISO 8601 instant. */
export function buildPlan(frame: Frame, roles: Roles, asOf: string): Plan {
  const rows = new RowsBuilder(roles, asOf);
  addStages({ frame, roles, rows, make: rows.expressions(frame.rows.entity) });
  return { stages: rows.stages };
}

function addStages(site: BuildSite): void {
  const { ask, compare, measures, groups, outer, rows } = site.frame;
  const [first] = measures;
  if (ask === "rows" || ask === "columns") addList(site);
  else if (compare) addComparison(site);
  else if (first?.top) addTopShare(site, first, first.top);
  else if (first?.kind === "elapsed" && first.since === "owner") addFirstElapsed(site, first);
  else if (groups.some((group) => group.kind === "bins" && group.entity !== rows.entity)) addOwnerBins(site);
  else if (outer) addNested(site, outer);
  else addFigures(site);
}
