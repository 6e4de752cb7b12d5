import type { Reading as PlanReading } from "../../../shared/answers.ts";
import type { CompareOp } from "../../../shared/plan.ts";
import type { Frame, Group, Relation, RowSet, RowTest } from "./frame.ts";
import type { Roles } from "./roles.ts";
import { OP_WORDS } from "./roles.ts";

/** What was understood, as one sentence, and its parts for correction. */
export function describe(frame: Frame, roles: Roles): { interpretation: string; readings: PlanReading[] } {
  const readings = readingsOf(frame, roles);
  const of = (slot: PlanReading["slot"]) => readings.filter((reading) => reading.slot === slot).map(({ text }) => text);
  const [measure] = of("measure");
  const subject = of("subject")[0] ?? "";
  const filters = of("filter");
  const times = of("time");
  const groups = of("grouping");
  const order = of("order");
  const head =
    measure === undefined || measure === `number of ${subject}`
      ? (measure ?? subject)
      : measure.includes(subject)
        ? measure
        : `${measure} of ${subject}`;
  const parts = [
    sentenceCase(head),
    ...(filters.length > 0 ? [filters.join(", ")] : []),
    ...times,
    ...groups.map((group) => `by ${group}`),
    ...order,
  ];
  return { interpretation: `${parts.join("; ")}.`, readings };
}

function readingsOf(frame: Frame, roles: Roles): PlanReading[] {
  const readings: PlanReading[] = [];
  const { rows, measures, groups, rank, compare } = frame;
  if (frame.ask === "measure" || frame.ask === "values") {
    const labels = measures.map(({ label }) => label);
    const outer = frame.outer ? [`${FN[frame.outer.fn]} per ${groupLabel(frame.outer.per, roles)} of the ${labels[0] ?? ""}`] : labels;
    readings.push({ slot: "measure", text: outer.join(" and ") });
  }
  readings.push({ slot: "subject", text: roles.entity(rows.entity).label.many });
  for (const text of filterTexts(rows, roles)) readings.push({ slot: "filter", text });
  for (const { label } of rows.times) readings.push({ slot: "time", text: label });
  if (compare) readings.push({ slot: "time", text: `${compare.after.label} against ${compare.before.label}` });
  for (const group of groups) readings.push({ slot: "grouping", text: groupLabel(group, roles) });
  if (rank) readings.push({ slot: "order", text: rankText(frame) });
  if (frame.running) readings.push({ slot: "order", text: "added up over time" });
  return readings;
}

const FN: Readonly<Record<string, string>> = { avg: "average", median: "median", sum: "total", max: "largest", min: "smallest" };

function rankText({ rank }: Frame): string {
  if (!rank) return "";
  const which = rank.by === "time" ? (rank.direction === "desc" ? "latest" : "earliest") : rank.direction === "desc" ? "highest" : "lowest";
  return `the ${rank.n === 1 ? which : `${rank.n} ${which}`}${rank.per && rank.per.length > 0 ? " of each" : ""}`;
}

export function groupLabel(group: Group, roles: Roles): string {
  if (group.kind === "grain") return group.grain === "hourOfDay" ? "hour of day (UTC)" : group.grain;
  if (group.kind === "entity") return roles.entity(group.entity).label.one;
  if (group.kind === "bins") return "band of the amount";
  return roles.column(group.entity, group.column)?.label ?? group.column;
}

function filterTexts(rows: RowSet, roles: Roles): string[] {
  const own = rows.where.map((cond) => {
    const column = roles.column(cond.entity, cond.column);
    const name = column?.label ?? cond.column;
    return column?.type === "boolean"
      ? cond.label
      : `${cond.entity === rows.entity ? "" : `${roles.entity(cond.entity).label.one} `}${name} ${cond.label}`;
  });
  return [
    ...own,
    ...rows.ownerTimes.map(({ label }) => `signed up in ${label}`),
    ...rows.tests.map(testText),
    ...rows.relations.map((relation) => relationText(relation, roles)),
  ];
}

function testText(test: RowTest): string {
  if (test.kind === "within") return `within ${test.n} ${test.unit} of the sign-up`;
  if (test.kind === "part") return test.label;
  if (test.kind === "firstEver") return "the customer's first";
  if (test.kind === "average") return `${OP_WORDS[test.op]} the ${FN[test.fn]} of ${test.rows.noun}`;
  if (test.kind === "ownerDay") return "on the day of the sign-up";
  return `${test.column} ${test.differs ? "other than" : "as"} the customer's`;
}

function relationText({ rows, negated, test }: Relation, roles: Roles): string {
  const thing = [...filterTexts(rows, roles), ...rows.times.map(({ label }) => label)];
  const said = `${roles.entity(rows.entity).label.many}${thing.length > 0 ? ` (${thing.join(", ")})` : ""}`;
  const start = negated ? "without" : "with";
  switch (test.kind) {
    case "count":
      if (test.minus) return `${start} ${lessOf("", test.op, rows, test.minus, said)}`;
      return `${start} ${OP_WORDS[test.op]} ${test.value} ${said}`;
    case "distinct":
      return `${start} ${OP_WORDS[test.op]} ${test.value} different values of ${test.column.replaceAll("_", " ")} among ${said}`;
    case "sum":
      if (test.minus) return `${start} ${lessOf("a total of ", test.op, rows, test.minus, said)}`;
      return `${start} a total of ${OP_WORDS[test.op]} ${test.value.toLocaleString("en")} in ${said}`;
    case "avg":
    case "max":
    case "min":
      return `${start} a ${FN[test.kind]} of ${OP_WORDS[test.op]} ${test.value.toLocaleString("en")} in ${said}`;
    case "all":
      return `${start} every ${test.column.replaceAll("_", " ")} among ${said}`;
    case "first":
      return `whose first of ${said}`;
    case "sameDay":
      return `${start} ${said} on the same day as ${test.other.noun}`;
    case "after":
      return `${start} ${said} within ${test.n} ${test.unit} after ${test.other.noun}`;
    default:
      return `${start} ${said}`;
  }
}

/** "more transactions (in October) than in September". */
function lessOf(what: string, op: CompareOp, rows: RowSet, minus: RowSet, said: string): string {
  const other = minus.times.map(({ label }) => label).join(" or ");
  const than = rows.noun === minus.noun ? other : [minus.noun, other].filter((text) => text !== "").join(" of ");
  return `${what}${op === "lt" || op === "lte" ? "less" : "more"} ${said} than ${than}`;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
