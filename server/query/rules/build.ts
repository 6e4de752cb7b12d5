import type { Condition, Expr, Limit, Measure, Order, Output, Plan, Stage, WindowOutput } from "../../../shared/plan.ts";
import { bounded, RowsBuilder, type RowsPart } from "./build-relations.ts";
import { moved } from "./calendar.ts";
import { all, any, divided, type EntityExpressions, field, minus, output, value } from "./expressions.ts";
import type { Frame, Group, MeasureAsk, RowSet } from "./frame.ts";
import type { Roles } from "./roles.ts";
import type { TimeSpec } from "./time-spec.ts";

/** What a measure comes to in a stage: its aggregates, and the arithmetic over them whose last output is the figure. */
interface Built {
  readonly measures: readonly Measure[];
  readonly derived: readonly Output[];
  /** The output that has the figure. */
  readonly name: string;
}

/** Makes the plan of a frame. `asOf` is an ISO 8601 instant. */
export function buildPlan(frame: Frame, roles: Roles, asOf: string): Plan {
  return new FrameBuilder(frame, roles, asOf).run();
}

class FrameBuilder {
  private readonly frame: Frame;
  private readonly roles: Roles;
  private readonly rows: RowsBuilder;
  private readonly make: EntityExpressions;

  constructor(frame: Frame, roles: Roles, asOf: string) {
    this.frame = frame;
    this.roles = roles;
    this.rows = new RowsBuilder(roles, asOf);
    this.make = this.rows.expressions(frame.rows.entity);
  }

  run(): Plan {
    const { ask, compare, measures } = this.frame;
    if (ask === "rows" || ask === "columns") this.listed();
    else if (compare) this.compared();
    else if (measures[0]?.top) this.topShare(measures[0], measures[0].top);
    else if (measures[0]?.kind === "elapsed" && measures[0].since === "owner") this.firstElapsed(measures[0]);
    else if (this.frame.groups.some((group) => group.kind === "bins" && group.entity !== this.frame.rows.entity)) this.ownerBins();
    else if (this.frame.outer) this.nested(this.frame.outer);
    else this.figures();
    return { stages: this.rows.stages };
  }

  // ---- rows ------------------------------------------------------------------------------------------------------------------

  private listed(): void {
    const { rows, rank, columns: asked, ask } = this.frame;
    const part = this.rows.part(rows);
    const columns = this.listColumns(asked, ask === "columns");
    const outputs = [...columns, ...part.figures.filter(({ name }) => !columns.some((column) => column.name === name))];
    const key = outputs[0]?.name ?? "id";
    const time = this.roles.entity(rows.entity).timeColumn;
    const by = rank && rank.by !== "time" && "column" in rank.by ? rank.by.column : time;
    const missing = by !== undefined && !outputs.some(({ name }) => name === by) ? [this.columnOutput(rows.entity, by)] : [];
    const all = [...outputs, ...missing];
    this.rows.add(
      {
        from: { entity: rows.entity },
        ...joinsOf(part),
        ...conditionsOf(part),
        columns: all,
        order: this.listOrder(all, part, by, key),
        ...(rank ? { limit: { n: rank.n, ...this.per(rank.per) } } : {}),
      },
      "answer",
    );
  }

  private listOrder(outputs: readonly Output[], part: RowsPart, by: string | undefined, key: string): Order[] {
    const { rank } = this.frame;
    const [figure] = part.figures;
    if (!rank && figure) return [{ by: figure.name, direction: "desc" }, ...this.labelOrder(outputs, key)];
    const direction = rank?.direction ?? "desc";
    const first: Order[] = by === undefined ? [] : [{ by, direction }];
    return [...first, { by: key, direction: rank && rank.by === "time" ? direction : "asc" }];
  }

  private labelOrder(outputs: readonly Output[], key: string): Order[] {
    const [label] = this.roles.entity(this.frame.rows.entity).labelColumns;
    const names = [label, key].filter((name): name is string => name !== undefined && outputs.some((output) => output.name === name));
    return names.map((by) => ({ by, direction: "asc" }));
  }

  private per(groups: readonly Group[] | undefined): Pick<Limit, "per"> {
    if (!groups || groups.length === 0) return {};
    return {
      per: groups
        .flatMap((group) => this.groupOutputs(group))
        .slice(0, 1)
        .map(({ name }) => name),
    };
  }

  private listColumns(asked: Frame["columns"], only: boolean): Output[] {
    const { rows, rank } = this.frame;
    const entity = this.roles.entity(rows.entity);
    const owner = this.roles.owner(rows.entity);
    const relation = this.roles.ownerRelation(rows.entity);
    const names: { entity: string; column: string }[] = [{ entity: rows.entity, column: entity.key }];
    if (relation && owner !== undefined) names.push({ entity: rows.entity, column: relation.from.column });
    names.push(...entity.labelColumns.map((column) => ({ entity: rows.entity, column })));
    if (owner !== undefined) names.push(...this.roles.entity(owner).labelColumns.map((column) => ({ entity: owner, column })));
    names.push(...asked);
    if (!only) names.push(...entity.listColumns.map((column) => ({ entity: rows.entity, column })));
    const outputs: Output[] = [];
    for (const { entity: of, column } of names) {
      const made = this.columnOutput(of, column);
      if (!outputs.some(({ name }) => name === made.name)) outputs.push(made);
    }
    for (const group of rank?.per ?? [])
      for (const made of this.groupOutputs(group)) if (!outputs.some(({ name }) => name === made.name)) outputs.push(made);
    return outputs;
  }

  private columnOutput(entity: string, column: string): Output {
    const own = entity === this.frame.rows.entity;
    const clashes = !own && this.roles.column(this.frame.rows.entity, column) !== undefined;
    const label = this.label(entity, column);
    const owner = this.roles.ownerRelation(this.frame.rows.entity);
    const unit = this.unitOf(entity, column);
    return {
      name: clashes ? `${owner?.label ?? entity}_${column}`.toLowerCase().replace(/[^a-z0-9_]/g, "_") : column,
      label: clashes ? `${owner?.label ?? ""} ${label}`.trim() : label,
      expr: this.make.column(entity, column),
      ...(unit ? { unit } : {}),
    };
  }

  private label(entity: string, column: string): string {
    return (
      this.roles.column(entity, column)?.label ?? this.roles.entity(entity).computed.find(({ name }) => name === column)?.label ?? column
    );
  }

  private unitOf(entity: string, column: string): Output["unit"] {
    const found = this.roles.column(entity, column);
    if (found?.type === "money") return found.currency === "USD" ? "usd" : "currency";
    return undefined;
  }

  // ---- groups ----------------------------------------------------------------------------------------------------------------

  private groupOutputs(group: Group): Output[] {
    switch (group.kind) {
      case "column":
        return [{ ...this.columnOutput(group.entity, group.column) }];
      case "grain":
        return [
          {
            name: group.grain === "hourOfDay" ? "hour" : group.grain.toLowerCase(),
            label: GRAIN_LABELS[group.grain] ?? group.grain,
            expr: this.make.grain(group.grain),
          },
          ...this.weekdayName(group),
        ];
      case "entity":
        return this.entityOutputs(group.entity);
      case "bins":
        return this.binOutputs(this.make.column(group.entity, group.column), group.bounds);
    }
  }

  private weekdayName(group: Extract<Group, { kind: "grain" }>): Output[] {
    if (group.grain !== "weekday") return [];
    const of = this.make.grain("weekday");
    const names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    const when = names.slice(0, 6).map((name, index) => ({
      if: { kind: "compare", op: "eq", left: of, right: value(index + 1, "integer") } as Condition,
      then: value(name, "text"),
    }));
    return [{ name: "weekday_name", label: "day of the week", expr: { kind: "case", when, else: value("Sunday", "text") } }];
  }

  private entityOutputs(entity: string): Output[] {
    const { key, labelColumns } = this.roles.entity(entity);
    const own = entity === this.frame.rows.entity;
    const id: Output = {
      name: own ? key : `${singularOf(this.roles.entity(entity).label.one)}_id`,
      label: `${this.roles.entity(entity).label.one} id`,
      expr: this.make.column(entity, key),
    };
    return [
      id,
      ...labelColumns.map((column) => ({ name: column, label: this.label(entity, column), expr: this.make.column(entity, column) })),
    ];
  }

  private binOutputs(of: Expr, bounds: readonly number[]): Output[] {
    const last = bounds.at(-1) ?? 0;
    const text = (n: number) => n.toLocaleString("en");
    const starts = [0, ...bounds];
    const labels = starts.map((start, index) =>
      index === 0
        ? `under ${text(bounds[0] ?? 0)}`
        : index === bounds.length
          ? `over ${text(last)}`
          : `${text(start)} to ${text(bounds[index] ?? 0)}`,
    );
    const below = (index: number): Condition => ({
      kind: "compare",
      op: index === 0 ? "lt" : "lte",
      left: of,
      right: value(bounds[index] ?? 0, "number"),
    });
    const pick = (texts: readonly Expr[]): Expr => ({
      kind: "case",
      when: bounds.map((_, index) => ({ if: below(index), then: texts[index] ?? value(null, "text") })),
      else: texts.at(-1) ?? value(null, "text"),
    });
    return [
      { name: "band_from", label: "from", expr: pick(starts.map((start) => value(start, "number"))) },
      { name: "band", label: "band", expr: pick(labels.map((each) => value(each, "text"))) },
    ];
  }

  /** Periods in their order first; then by the figure, then by name. */
  private groupOrder(groupBy: readonly Output[], figure: string | undefined): Order[] {
    const series = this.frame.groups
      .filter(({ kind }) => kind === "grain" || kind === "bins")
      .flatMap((group) => this.groupOutputs(group).slice(0, 1));
    const rest = groupBy.filter(({ name }) => !series.some((each) => each.name === name));
    const byFigure: Order[] = figure === undefined ? [] : [{ by: figure, direction: "desc" }];
    return [...series.map(({ name }): Order => ({ by: name, direction: "asc" })), ...byFigure, ...this.byName(rest)];
  }

  private byName(outputs: readonly Output[]): Order[] {
    const names = outputs.filter(({ name }) => name !== "weekday_name");
    const people = names.filter(({ name }) =>
      this.frame.groups.some((group) => group.kind === "entity" && this.roles.entity(group.entity).labelColumns.includes(name)),
    );
    return [...people, ...names.filter((each) => !people.includes(each))].map(({ name }) => ({ by: name, direction: "asc" }));
  }

  // ---- figures ---------------------------------------------------------------------------------------------------------------

  private figures(): void {
    const { rows, measures, groups, rank, running, growth } = this.frame;
    const wide = growth ? { ...rows, times: rows.times.map((time) => this.oneEarlier(time)) } : rows;
    const part = this.rows.part(wide);
    const groupBy = groups.flatMap((group) => this.groupOutputs(group));
    const built = measures.map((measure, index) => this.measure(measure, index));
    const first = built[0]?.name;
    const having = this.having(built);
    const order = rank ? this.rankOrder(groupBy, first, rank.direction) : this.groupOrder(groupBy, first);
    const stage: Omit<Stage, "id"> = {
      from: { entity: rows.entity },
      ...joinsOf(part),
      ...conditionsOf(part),
      groupBy,
      measures: built.flatMap(({ measures: each }) => each),
      derived: built.flatMap(({ derived }) => derived),
      ...(having ? { having } : {}),
      ...(groupBy.length > 0 ? { order } : {}),
    };
    if (running && first !== undefined) return this.running(stage, first, groupBy);
    if (growth && first !== undefined) return this.growth(stage, first, groupBy);
    if (this.sharesTotal()) return void this.rows.add({ ...stage, windows: [this.totalShare(first ?? "")] }, "answer");
    const perNames =
      rank?.per?.flatMap((group) =>
        this.groupOutputs(group)
          .slice(0, 1)
          .map(({ name }) => name),
      ) ?? [];
    const limit = rank ? { limit: { n: rank.n, ...(perNames.length > 0 ? { per: perNames } : {}) } } : {};
    this.rows.add({ ...stage, ...limit }, "answer");
  }

  private rankOrder(groupBy: readonly Output[], figure: string | undefined, direction: "asc" | "desc"): Order[] {
    const per = this.frame.rank?.per?.flatMap((group) => this.groupOutputs(group).slice(0, 1)) ?? [];
    const first = per
      .filter((each) => this.frame.groups.some((group) => group.kind === "grain" && this.groupOutputs(group)[0]?.name === each.name))
      .map(({ name }): Order => ({ by: name, direction: "asc" }));
    const byFigure: Order[] = figure === undefined ? [] : [{ by: figure, direction }];
    return [...first, ...byFigure, ...this.byName(groupBy)];
  }

  private having(built: readonly Built[]): Condition | undefined {
    return all(
      this.frame.having.flatMap((bound) => {
        const name = built[bound.measure]?.name;
        return name === undefined ? [] : [bounded(output(name), bound)];
      }),
    );
  }

  private measure(ask: MeasureAsk, index: number, extra?: Condition): Built {
    const name = index === 0 ? figureName(ask) : `${figureName(ask)}_${index + 1}`;
    const only = all([...this.ownRows(ask), extra]);
    const where = only ? { where: only } : {};
    const column = ask.column === undefined ? undefined : this.make.column(ask.entity ?? this.frame.rows.entity, ask.column, ask.unit);
    const unit = this.measureUnit(ask);
    const single = (measure: Partial<Measure> & Pick<Measure, "fn">): Built => ({
      measures: [{ name, label: ask.label, ...(unit ? { unit } : {}), ...where, ...measure }],
      derived: [],
      name,
    });
    switch (ask.kind) {
      case "count":
        return single({ fn: "count" });
      case "distinct":
        return single({ fn: "countDistinct", of: ask.grain ? this.make.grain(ask.grain) : (column ?? this.make.grain("day")) });
      case "median":
        return single({ fn: "percentile", p: 0.5, ...(column ? { of: column } : {}) });
      case "sum":
      case "avg":
      case "min":
      case "max":
        return single({ fn: ask.kind, ...(column ? { of: column } : {}) });
      case "elapsed":
        return single({
          ...aggregate(ask),
          of: { kind: "elapsed", unit: ask.unit ?? "days", start: this.make.time(), end: value(this.asOfValue(), "timestamp", "now") },
        });
      case "share":
      case "relationShare":
        return this.shareMeasure(ask, name, extra);
      case "difference":
      case "ratio":
        return this.pairMeasure(ask, name, extra);
    }
  }

  private asOfValue(): string {
    return this.rows.now;
  }

  /** Rows that a figure alone is of, where its frame reads more. */
  private ownRows(ask: MeasureAsk): (Condition | undefined)[] {
    if (!ask.rows || ask.kind === "difference" || ask.kind === "ratio" || ask.kind === "elapsed") return [];
    return [this.conditionOf(ask.rows)];
  }

  /** Everything that a set of rows must meet, as one condition. */
  private conditionOf(rows: RowSet): Condition | undefined {
    const part = this.rows.part({ ...rows, times: [] });
    return all([part.where, this.make.times(rows.times)]);
  }

  private measureUnit({ kind, entity, column, unit }: MeasureAsk): Output["unit"] {
    if (kind === "count" || kind === "distinct") return "count";
    if (kind === "share" || kind === "relationShare") return "percent";
    if (kind === "ratio") return undefined;
    if (unit) return unit;
    return column === undefined ? undefined : this.unitOf(entity ?? this.frame.rows.entity, column);
  }

  private shareMeasure(ask: MeasureAsk, name: string, extra: Condition | undefined): Built {
    const column = ask.column === undefined ? undefined : this.make.column(ask.entity ?? this.frame.rows.entity, ask.column);
    const base = column ? ({ fn: "sum", of: column } as const) : ({ fn: "count" } as const);
    const relations =
      ask.relations && ask.relations.length > 0
        ? this.rows.part({
            ...this.roles.emptyRows(this.frame.rows.entity),
            relations: ask.relations.map((each) => ({ ...each, anyOf: each.anyOf ?? -1 - (ask.relations ?? []).indexOf(each) })),
          }).where
        : undefined;
    const meets = all([...(ask.where ?? []).map((cond) => this.make.condition(cond)), relations, extra]);
    if ((ask.where ?? []).length === 0 && !relations) return { measures: [], derived: [], name: "share" };
    const part: Measure = {
      name: `${name}_part`,
      label: "of these",
      ...base,
      ...(meets ? { where: meets } : {}),
      unit: column ? "usd" : "count",
    };
    const whole: Measure = {
      name: `${name}_whole`,
      label: "of all",
      ...base,
      ...(extra ? { where: extra } : {}),
      unit: column ? "usd" : "count",
    };
    const zero: Expr = { kind: "coalesce", of: [output(part.name), value(0, "number")] };
    return {
      measures: [part, whole],
      derived: [{ name, label: ask.label, expr: divided(zero, output(whole.name)), unit: "percent" }],
      name,
    };
  }

  private pairMeasure(ask: MeasureAsk, name: string, extra: Condition | undefined): Built {
    const column = ask.column === undefined ? undefined : this.make.column(ask.entity ?? this.frame.rows.entity, ask.column);
    const side = (rows: RowSet | undefined, suffix: string): Measure => {
      const meets = all([rows && this.conditionOf(rows), extra]);
      return {
        name: `${name}_${suffix}`,
        label: rows?.noun ?? suffix,
        ...(column ? { fn: "sum", of: column, unit: "usd" } : { fn: "count", unit: "count" }),
        ...(meets ? { where: meets } : {}),
      };
    };
    const [left, right] = [side(ask.rows, "left"), side(ask.minus, "right")];
    const zero = (measure: Measure): Expr => ({ kind: "coalesce", of: [output(measure.name), value(0, "number")] });
    const expr = ask.kind === "ratio" ? divided(output(left.name), output(right.name)) : minus(zero(left), zero(right));
    return {
      measures: [left, right],
      derived: [{ name, label: ask.label, expr, ...(ask.kind === "difference" && column ? { unit: "usd" } : {}) }],
      name,
    };
  }

  private sharesTotal(): boolean {
    return this.frame.measures.some(({ kind, where }) => kind === "share" && where?.length === 0);
  }

  private totalShare(of: string): WindowOutput {
    return { name: "share", label: "share", fn: "share", of: output(of), unit: "percent" };
  }

  // ---- series ----------------------------------------------------------------------------------------------------------------

  private running(stage: Omit<Stage, "id">, figure: string, groupBy: readonly Output[]): void {
    const grain = this.grainName();
    const others = groupBy.filter(({ name }) => name !== grain && name !== "weekday_name").map(({ name }) => name);
    const source = stage.measures?.find(({ name }) => name === figure) ?? stage.derived?.find(({ name }) => name === figure);
    const label = `cumulative ${source?.label ?? figure}`;
    const window: WindowOutput = {
      name: "cumulative",
      label,
      fn: "running",
      of: output(figure),
      orderBy: [{ by: grain, direction: "asc" }],
      ...(others.length > 0 ? { partitionBy: others } : {}),
      ...(source?.unit ? { unit: source.unit } : {}),
    };
    this.rows.add({ ...stage, windows: [window] }, "answer");
  }

  private grainName(): string {
    const group = this.frame.groups.find(({ kind }) => kind === "grain");
    return (group && this.groupOutputs(group)[0]?.name) ?? "day";
  }

  /** Relative to the period before; that one is read for it, and left out of the answer. */
  private growth(stage: Omit<Stage, "id">, figure: string, groupBy: readonly Output[]): void {
    const grain = this.grainName();
    const before: WindowOutput = {
      name: "previous",
      label: "the period before",
      fn: "lag",
      of: output(figure),
      size: 1,
      orderBy: [{ by: grain, direction: "asc" }],
    };
    const { order = [], ...rest } = stage;
    const inner = this.rows.add({ ...rest, windows: [before] }, "series");
    const names = [
      ...groupBy.map(({ name, label }) => ({ name, label })),
      { name: figure, label: this.frame.measures[0]?.label ?? figure },
      { name: "previous", label: "the period before" },
    ];
    const rate: Output = {
      name: "growth",
      label: "growth",
      expr: minus(divided(field(figure), field("previous")), value(1, "number")),
      unit: "percent",
    };
    const [time] = this.frame.rows.times;
    const start = time?.from?.at.slice(0, 10);
    const where: Condition | undefined =
      start === undefined ? undefined : { kind: "compare", op: "gte", left: field(grain), right: value(start, "date") };
    this.rows.add(
      {
        from: { stage: inner },
        ...(where ? { where } : {}),
        columns: [...names.map(({ name, label }) => ({ name, label, expr: field(name) })), rate],
        order: order.filter(({ by }) => by === grain),
      },
      "answer",
    );
  }

  private oneEarlier(time: TimeSpec): TimeSpec {
    const group = this.frame.groups.find((each) => each.kind === "grain");
    const unit =
      group?.kind === "grain" && group.grain !== "hourOfDay" && group.grain !== "weekday" && group.grain !== "dayOfMonth"
        ? group.grain
        : "month";
    if (!time.from) return time;
    return { ...time, from: { ...time.from, at: new Date(moved(Date.parse(time.from.at), -1, unit)).toISOString().replace(".000Z", "Z") } };
  }

  // ---- two periods -----------------------------------------------------------------------------------------------------------

  private compared(): void {
    const { compare, rows, measures, groups, rank } = this.frame;
    if (!compare) return;
    const [ask] = measures;
    if (!ask) return;
    const sides = [compare.before, compare.after].map((time) => this.make.within(time, this.make.time()));
    const part = this.rows.part(rows);
    const either = any(sides.filter((side): side is Condition => side !== undefined));
    const where = all([part.where, either]);
    const groupBy = groups.flatMap((group) => this.groupOutputs(group));
    const built = sides.map((side, index) => this.side(ask, index, side, index === 0 ? compare.before.label : compare.after.label));
    const [before, after] = built.map(({ name }) => name) as [string, string];
    const additive = ask.kind === "sum" || ask.kind === "count" || ask.kind === "distinct" || ask.kind === "difference";
    const zero = (name: string): Expr => (additive ? { kind: "coalesce", of: [output(name), value(0, "number")] } : output(name));
    const difference: Output = {
      name: "difference",
      label: "difference",
      expr: minus(zero(after), zero(before)),
      ...(this.measureUnit(ask) ? { unit: this.measureUnit(ask) ?? "count" } : {}),
    };
    const change: Output = {
      name: "change",
      label: "relative change",
      expr: minus(divided(zero(after), zero(before)), value(1, "number")),
      unit: "percent",
    };
    const counts: Measure[] = compare.both
      ? sides.map((side, index) => ({ name: `rows_${index + 1}`, label: "rows", fn: "count", ...(side ? { where: side } : {}) }))
      : [];
    const having = all([
      compare.mode === "rose" ? { kind: "compare", op: "gt", left: zero(after), right: zero(before) } : undefined,
      compare.mode === "fell" ? { kind: "compare", op: "lt", left: zero(after), right: zero(before) } : undefined,
      ...counts.map(({ name }): Condition => ({ kind: "compare", op: "gt", left: output(name), right: value(0, "integer") })),
    ]);
    const by = compare.mode === "percent" && rank ? "change" : "difference";
    const order: Order[] = rank ? [{ by, direction: rank.direction }, ...this.byName(groupBy)] : this.groupOrder(groupBy, after);
    this.rows.add(
      {
        from: { entity: rows.entity },
        ...joinsOf(part),
        ...(where ? { where } : {}),
        ...(part.time ? { time: part.time } : {}),
        groupBy,
        measures: [...built.flatMap(({ measures: each }) => each), ...counts],
        derived: [...built.flatMap(({ derived }) => derived), difference, change],
        ...(having ? { having } : {}),
        ...(groupBy.length > 0 ? { order } : {}),
        ...(rank ? { limit: { n: rank.n } } : {}),
      },
      "answer",
    );
  }

  private side(ask: MeasureAsk, index: number, time: Condition | undefined, label: string): Built {
    const built = this.measure(ask, 0, time);
    const suffix = index === 0 ? "before" : "after";
    const renamed = (name: string) => `${name}_${suffix}`;
    const again = (expr: Expr): Expr => renameOutputs(expr, renamed);
    return {
      measures: built.measures.map((measure) => ({ ...measure, name: renamed(measure.name), label })),
      derived: built.derived.map((each) => ({ ...each, name: renamed(each.name), label, expr: again(each.expr) })),
      name: renamed(built.name),
    };
  }

  // ---- figures of figures ----------------------------------------------------------------------------------------------------

  private nested({ fn, per, divisor }: NonNullable<Frame["outer"]>): void {
    const { rows, measures, groups } = this.frame;
    const [ask] = measures;
    if (!ask) return;
    const part = this.rows.part(rows);
    const groupBy = groups.flatMap((group) => this.groupOutputs(group));
    const perOutputs = this.groupOutputs(per)
      .slice(0, 1)
      .map((each) => ({ ...each, name: `per_${each.name}` }));
    const built = this.measure(ask, 0);
    const inner = this.rows.add(
      {
        from: { entity: rows.entity },
        ...joinsOf(part),
        ...conditionsOf(part),
        groupBy: [...groupBy, ...perOutputs],
        measures: built.measures,
        derived: built.derived,
      },
      "per_unit",
    );
    const names = groupBy.map(({ name, label }) => ({ name, label, expr: field(name) }));
    const unit = this.measureUnit(ask);
    const base = { name: "figure", label: this.outerLabel(fn, ask.label, per), of: field(built.name), ...(unit ? { unit } : {}) };
    const order = names.length > 0 ? { order: this.groupOrder(groupBy, "figure") } : {};
    if (divisor !== undefined) {
      this.rows.add(
        {
          from: { stage: inner },
          groupBy: names,
          measures: [{ ...base, name: "total", label: "total", fn: "sum" }],
          derived: [
            {
              name: "figure",
              label: base.label,
              expr: divided({ kind: "coalesce", of: [output("total"), value(0, "number")] }, value(divisor, "number")),
              ...(unit ? { unit } : {}),
            },
          ],
          ...order,
        },
        "answer",
      );
      return;
    }
    this.rows.add(
      {
        from: { stage: inner },
        groupBy: names,
        measures: [{ ...base, ...(fn === "median" ? ({ fn: "percentile", p: 0.5 } as const) : ({ fn } as const)) }],
        ...order,
      },
      "answer",
    );
  }

  private outerLabel(fn: string, label: string, per: Group): string {
    const unit = per.kind === "grain" ? per.grain : per.kind === "entity" ? this.roles.entity(per.entity).label.one : "group";
    return `${fn === "avg" ? "average" : fn} ${label} per ${unit}`;
  }

  private topShare(ask: MeasureAsk, top: NonNullable<MeasureAsk["top"]>): void {
    const { rows } = this.frame;
    const part = this.rows.part(rows);
    const per: Output = { name: "owner", label: "owner", expr: this.make.column(top.per, this.roles.entity(top.per).key) };
    const of = ask.column === undefined ? undefined : this.make.column(ask.entity ?? rows.entity, ask.column);
    const figure: Measure = { name: "figure", label: "figure", ...(of ? { fn: "sum", of } : { fn: "count" }) };
    const each = this.rows.add(
      { from: { entity: rows.entity }, ...joinsOf(part), ...conditionsOf(part), groupBy: [per], measures: [figure] },
      "each",
    );
    const order: Order[] = [
      { by: "figure", direction: "desc" },
      { by: "owner", direction: "asc" },
    ];
    const best = this.rows.add(
      {
        from: { stage: each },
        columns: [
          { name: "owner", label: "owner", expr: field("owner") },
          { name: "figure", label: "figure", expr: field("figure") },
        ],
        order,
        limit: { n: top.n },
      },
      "largest",
    );
    const total = this.rows.add(
      { from: { stage: each }, measures: [{ name: "total", label: "total", fn: "sum", of: field("figure") }] },
      "total",
    );
    this.rows.add(
      {
        from: { stage: best },
        measures: [{ name: "part", label: `of the ${top.n} largest`, fn: "sum", of: field("figure"), unit: "usd" }],
        derived: [
          {
            name: "share",
            label: ask.label,
            expr: divided(output("part"), { kind: "scalar", stage: total, column: "total" }),
            unit: "percent",
          },
        ],
      },
      "answer",
    );
  }

  private firstElapsed(ask: MeasureAsk): void {
    const { rows, groups } = this.frame;
    const of = ask.rows;
    if (!of) return;
    const relation = this.roles.ownerRelation(of.entity);
    const make = this.rows.expressions(of.entity);
    const firstPart = this.rows.part(of);
    const firsts = this.rows.add(
      {
        from: { entity: of.entity },
        ...joinsOf(firstPart),
        ...conditionsOf(firstPart),
        groupBy: [{ name: "owner", label: "owner", expr: field(relation?.from.column ?? "") }],
        measures: [{ name: "first_at", label: "first", fn: "min", of: make.time() }],
      },
      "firsts",
    );
    const part = this.rows.part(rows);
    const join = {
      as: "f",
      stage: firsts,
      kind: "inner",
      on: [{ left: this.make.column(rows.entity, this.roles.entity(rows.entity).key), right: "owner" }],
    } as const;
    const elapsed: Expr = {
      kind: "elapsed",
      unit: ask.unit ?? "hours",
      start: this.make.time(),
      end: { kind: "joined", join: "f", column: "first_at" },
    };
    const groupBy = groups.flatMap((group) => this.groupOutputs(group));
    this.rows.add(
      {
        from: { entity: rows.entity },
        joins: [...part.joins, join],
        ...conditionsOf(part),
        groupBy,
        measures: [{ name: "elapsed", label: ask.label, ...aggregate(ask), of: elapsed, unit: ask.unit ?? "hours" }],
        ...(groupBy.length > 0 ? { order: this.groupOrder(groupBy, "elapsed") } : {}),
      },
      "answer",
    );
  }

  /** How many owners have a total in each band. */
  private ownerBins(): void {
    const { rows, groups } = this.frame;
    const bins = groups.find((group) => group.kind === "bins");
    const [relation] = rows.relations;
    if (bins?.kind !== "bins") return;
    const make = this.rows.expressions(bins.entity);
    const of = relation?.rows ?? this.roles.emptyRows(bins.entity);
    const part = this.rows.part(of);
    const key = this.roles.ownerRelation(bins.entity)?.from.column ?? "";
    const totals = this.rows.add(
      {
        from: { entity: bins.entity },
        ...joinsOf(part),
        ...conditionsOf(part),
        groupBy: [{ name: "owner", label: "owner", expr: field(key) }],
        measures: [{ name: "total", label: "total", fn: "sum", of: make.column(bins.entity, bins.column) }],
      },
      "totals",
    );
    const groupBy = this.binOutputs(field("total"), bins.bounds);
    this.rows.add(
      {
        from: { stage: totals },
        groupBy,
        measures: [{ name: "customers", label: `number of ${this.roles.entity(rows.entity).label.many}`, fn: "count", unit: "count" }],
        order: [{ by: "band_from", direction: "asc" }],
      },
      "answer",
    );
  }
}

const GRAIN_LABELS: Readonly<Record<string, string>> = { hourOfDay: "hour of day", weekday: "weekday", dayOfMonth: "day of month" };

function aggregate({ fn = "avg" }: MeasureAsk): Pick<Measure, "fn" | "p"> {
  return fn === "median" ? { fn: "percentile", p: 0.5 } : { fn };
}

function figureName({ kind, column }: MeasureAsk): string {
  if (kind === "count") return "count";
  if (kind === "distinct") return "distinct_count";
  if (kind === "relationShare") return "share";
  return column === undefined || kind === "share" || kind === "difference" || kind === "ratio" ? kind : `${kind}_${column}`;
}

function joinsOf({ joins }: RowsPart): Pick<Stage, "joins"> {
  return joins.length > 0 ? { joins } : {};
}

function conditionsOf({ where, time }: RowsPart): Pick<Stage, "where" | "time"> {
  return { ...(where ? { where } : {}), ...(time ? { time } : {}) };
}

function renameOutputs(expr: Expr, renamed: (name: string) => string): Expr {
  if (expr.kind === "output") return output(renamed(expr.name));
  if (expr.kind === "arithmetic") return { ...expr, left: renameOutputs(expr.left, renamed), right: renameOutputs(expr.right, renamed) };
  if (expr.kind === "coalesce") return { ...expr, of: expr.of.map((each) => renameOutputs(each, renamed)) };
  return expr;
}

function singularOf(label: string): string {
  return label.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}
