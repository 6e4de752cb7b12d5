import type { Expr, Plan, Stage } from "../../../shared/plan.ts";

/** What a column of a result is made of, followed back through the stages to the catalog. */
export interface Lineage {
  /** What it was in the stage that made it: a group, an aggregate or arithmetic over some, or a plain column of a row. */
  readonly role: "group" | "measure" | "detail";
  /** Of a group by time. */
  readonly bucket?: Extract<Expr, { kind: "bucket" }>["unit"];
  readonly part?: Extract<Expr, { kind: "part" }>["part"];
  /** Whether adding up the values of several rows makes sense. */
  readonly additive: boolean;
  /** A total so far. */
  readonly running: boolean;
  /** A part of a whole. */
  readonly share: boolean;
  /** Arithmetic over other figures of the same row. */
  readonly derived: boolean;
  /** Columns of entities that it shows or is worked out of, by entity and path. */
  readonly sources: readonly { readonly entity: string; readonly path: readonly string[]; readonly plain: boolean }[];
}

const PLAIN: Lineage = { role: "detail", additive: false, running: false, share: false, derived: false, sources: [] };

/** Lineage by the name of the column, for each stage by its id. */
type Known = ReadonlyMap<string, ReadonlyMap<string, Lineage>>;

function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "arithmetic":
      return [expr.left, expr.right];
    case "case":
      return [...expr.when.map((branch) => branch.then), expr.else];
    case "elapsed":
    case "wholeSpans":
      return [expr.start, expr.end];
    case "coalesce":
      return expr.of;
    case "bucket":
    case "part":
    case "shift":
    case "network":
    case "absolute":
      return [expr.of];
    default:
      return [];
  }
}

/** Follows expressions of one stage. */
class StageReader {
  private readonly stage: Stage;
  private readonly known: Known;
  readonly outputs = new Map<string, Lineage>();

  constructor(stage: Stage, known: Known) {
    this.stage = stage;
    this.known = known;
  }

  read(expr: Expr): Lineage {
    const named = this.named(expr);
    if (named) return named;
    const parts = childrenOf(expr).map((child) => this.read(child));
    const sources = parts.flatMap((part) => part.sources.map((source) => ({ ...source, plain: source.plain && showsItsSource(expr) })));
    const measured = parts.some(({ role }) => role === "measure");
    const time = expr.kind === "bucket" ? { bucket: expr.unit } : expr.kind === "part" ? { part: expr.part } : {};
    const only = expr.kind === "coalesce" ? parts[0] : undefined;
    if (only) return { ...only, sources };
    const sum = expr.kind === "arithmetic" && (expr.op === "+" || expr.op === "-");
    return { ...PLAIN, role: measured ? "measure" : "detail", additive: sum && parts.every(({ additive }) => additive), sources, ...time };
  }

  private named(expr: Expr): Lineage | undefined {
    if (expr.kind === "output") return this.outputs.get(expr.name) ?? PLAIN;
    if (expr.kind === "scalar") return this.known.get(expr.stage)?.get(expr.column) ?? PLAIN;
    if (expr.kind === "joined") {
      const join = this.stage.joins?.find(({ as }) => as === expr.join);
      return (join && this.known.get(join.stage)?.get(expr.column)) ?? PLAIN;
    }
    return expr.kind === "field" ? this.field(expr.path) : undefined;
  }

  private field(path: readonly string[]): Lineage {
    const { from } = this.stage;
    if ("entity" in from) return { ...PLAIN, sources: [{ entity: from.entity, path, plain: true }] };
    return this.known.get(from.stage)?.get(path[0] ?? "") ?? PLAIN;
  }
}

/** A value of the column can be read off the result; of an aggregate or the hour of a time it cannot. */
function showsItsSource(expr: Expr): boolean {
  return expr.kind === "coalesce" || expr.kind === "case" || expr.kind === "network";
}

function readStage(stage: Stage, known: Known): ReadonlyMap<string, Lineage> {
  const reader = new StageReader(stage, known);
  const { outputs } = reader;
  for (const { name, expr } of stage.columns ?? []) outputs.set(name, reader.read(expr));
  for (const { name, expr } of stage.groupBy ?? []) outputs.set(name, { ...reader.read(expr), role: "group", additive: false });
  for (const measure of stage.measures ?? []) {
    const of = measure.of ? reader.read(measure.of) : PLAIN;
    // The least and the greatest of a column are values of it.
    const plain = measure.fn === "min" || measure.fn === "max";
    const sources = of.sources.map((source) => ({ ...source, plain: source.plain && plain }));
    outputs.set(measure.name, { ...PLAIN, role: "measure", additive: measure.fn === "count" || measure.fn === "sum", sources });
  }
  for (const { name, expr } of stage.derived ?? [])
    outputs.set(name, { ...reader.read(expr), role: "measure", derived: expr.kind === "arithmetic" });
  for (const window of stage.windows ?? []) {
    const sources = window.of ? reader.read(window.of).sources : [];
    const [running, share] = [window.fn === "running", window.fn === "share"];
    outputs.set(window.name, { ...PLAIN, role: "measure", running, share, sources });
  }
  return outputs;
}

/** Of these measures the one that a plan is about: what its rows are ordered by, else the last that is worked out of others, else the first. */
export function primaryOf<T extends { readonly name: string; readonly lineage: Lineage }>(
  plan: Plan,
  measures: readonly T[],
): T | undefined {
  const [order] = plan.stages.at(-1)?.order ?? [];
  return measures.find(({ name }) => name === order?.by) ?? measures.findLast(({ lineage }) => lineage.derived) ?? measures[0];
}

/** Where the columns of the plan's last stage come from, by their names. */
export function lineageOf(plan: Plan): ReadonlyMap<string, Lineage> {
  const known = new Map<string, ReadonlyMap<string, Lineage>>();
  for (const stage of plan.stages) known.set(stage.id, readStage(stage, known));
  return known.get(plan.stages.at(-1)?.id ?? "") ?? new Map();
}
