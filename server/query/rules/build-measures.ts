import type { Condition, Measure, Output } from "../../../shared/plan.ts";
import { unitOf } from "./build-columns.ts";
import { conditionsAlone, pairMeasure, shareMeasure } from "./build-pairs.ts";
import type { BuildSite, Built } from "./build-site.ts";
import { all, value } from "./expressions.ts";
import type { MeasureAsk, MeasureKind } from "./frame.ts";

type SingleKind = Exclude<MeasureKind, "share" | "relationShare" | "difference" | "ratio">;

/** What a figure is in a stage over the frame's rows. `extra`: what those rows must meet besides. */
export function measureOf(site: BuildSite, ask: MeasureAsk, index: number, extra?: Condition): Built {
  const name = index === 0 ? figureName(ask) : `${figureName(ask)}_${index + 1}`;
  switch (ask.kind) {
    case "share":
    case "relationShare":
      return shareMeasure(site, ask, name, extra);
    case "difference":
    case "ratio":
      return pairMeasure(site, ask, name, extra);
    default: {
      const where = all([...conditionsAlone(site, ask), extra]);
      const unit = measureUnit(site, ask);
      const of = singleMeasure(site, ask, ask.kind);
      return { measures: [{ name, label: ask.label, ...(unit ? { unit } : {}), ...(where ? { where } : {}), ...of }], derived: [], name };
    }
  }
}

/** The aggregate of a figure that is just one. */
function singleMeasure(site: BuildSite, ask: MeasureAsk, kind: SingleKind): Pick<Measure, "fn" | "of" | "p"> {
  const { make, frame, rows } = site;
  const column = ask.column === undefined ? undefined : make.column(ask.entity ?? frame.rows.entity, ask.column, ask.unit);
  const of = column ? { of: column } : {};
  switch (kind) {
    case "count":
      return { fn: "count" };
    case "distinct":
      return { fn: "countDistinct", of: ask.grain ? make.grain(ask.grain) : (column ?? make.grain("day")) };
    case "median":
      return { fn: "percentile", p: 0.5, ...of };
    case "elapsed": {
      const end = value(rows.now, "timestamp", "now");
      return { ...aggregate(ask), of: { kind: "elapsed", unit: ask.unit ?? "days", start: make.time(), end } };
    }
    default:
      return { fn: kind, ...of };
  }
}

/** How a figure is to be shown. */
export function measureUnit(site: BuildSite, { kind, entity, column, unit }: MeasureAsk): Output["unit"] {
  if (kind === "count" || kind === "distinct") return "count";
  if (kind === "share" || kind === "relationShare") return "percent";
  if (kind === "ratio") return undefined;
  if (unit) return unit;
  return column === undefined ? undefined : unitOf(site, entity ?? site.frame.rows.entity, column);
}

/** How lengths of time are put together; their average unless another aggregate is asked for. */
export function aggregate({ fn = "avg" }: Pick<MeasureAsk, "fn">): Pick<Measure, "fn" | "p"> {
  return fn === "median" ? { fn: "percentile", p: 0.5 } : { fn };
}

/** The name of a figure's output. */
function figureName({ kind, column }: MeasureAsk): string {
  if (kind === "count") return "count";
  if (kind === "distinct") return "distinct_count";
  if (kind === "relationShare") return "share";
  return column === undefined || kind === "share" || kind === "difference" || kind === "ratio" ? kind : `${kind}_${column}`;
}
