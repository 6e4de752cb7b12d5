import type { Join, Stage } from "../../../shared/plan.ts";
import { checkKeys } from "./conditions.ts";
import type { Report } from "./report.ts";
import type { JoinInfo, Scope, Source, StageScope } from "./scope.ts";

const joinName = /^[a-z0-9_]{1,30}$/;

function sourceOf(scope: Scope, { from }: Stage, at: string, report: Report): Source | undefined {
  if ("entity" in from) {
    const entity = scope.schema.entities.get(from.entity);
    if (entity) return { entity };
    report(`${at}.from`, `unknown entity "${from.entity}"; there are ${[...scope.schema.entities.keys()].join(", ")}`);
    return undefined;
  }
  const stage = scope.stages.get(from.stage);
  if (stage) return { stage };
  report(`${at}.from`, `there is no stage "${from.stage}" before this one`);
  return undefined;
}

const missing = (joins: ReadonlyMap<string, JoinInfo>) =>
  new Map([...joins].map(([name, { stage }]): [string, JoinInfo] => [name, { stage, optional: true }]));

/** The scope with one more join in it. */
function withJoin(scope: Scope, { as, stage: id, kind, on }: Join, at: string, report: Report): Scope {
  if (!joinName.test(as)) report(`${at}.as`, "expected lower-case letters, digits and _, at most 30");
  if (scope.joins.has(as)) report(`${at}.as`, `"${as}" names two joins`);
  if (!["inner", "left", "full"].includes(kind)) report(`${at}.kind`, `unknown kind of join "${kind}"`);
  const stage = scope.stages.get(id);
  if (!stage) {
    report(`${at}.stage`, `there is no stage "${id}" before this one`);
    return scope;
  }
  const keys = checkKeys(scope, stage, on, `${at}.on`, report);
  if (kind === "full" && keys.some(({ left, right }) => left.nullable || right.nullable))
    report(`${at}.on`, "a full join needs keys that are never null: coalesce them, or join left");
  const before = kind === "full" ? missing(scope.joins) : scope.joins;
  return {
    ...scope,
    joins: new Map([...before, [as, { stage, optional: kind !== "inner" }]]),
    sourceOptional: scope.sourceOptional === true || kind === "full",
  };
}

/** What the rows of a stage are made of; without a source when that does not exist. */
export function rowScope(base: StageScope, stage: Stage, at: string, report: Report): Scope {
  const source = sourceOf({ ...base, joins: new Map() }, stage, at, report);
  const start: Scope = { ...base, joins: new Map(), ...(source && { source }) };
  if (!source) return start;
  return (stage.joins ?? []).reduce((scope, join, index) => withJoin(scope, join, `${at}.joins.${index}`, report), start);
}
