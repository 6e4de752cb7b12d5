import { arrange, groupOf } from "./arrange.ts";
import { type Cond, merged, sameColumn } from "./conditions.ts";
import { askedAnew } from "./follow-up-asks.ts";
import type { Frame, Group, MeasureAsk, Relation, RowSet } from "./frame.ts";
import type { Mention, Reading } from "./mentions.ts";
import type { Roles } from "./roles.ts";
import type { TimeSpec } from "./time-spec.ts";
import { condsOf } from "./values.ts";

/** Words that only make sense after something was said. */
const MARKERS =
  /^(?:(?:please|pls|ok|okay)[ ,]+)*(?:and|n|&|\+|also|what about|how about|only|just|but|same|the same|now|instead|show it|break it|break that|split it|split that|add|include|plus|those|them|ones|it|that one|which one|which of|of those|of these|of them|do the same|again|then|restrict|limit|narrow|filter|keep|exclude|without|who are they|who were they)\b/i;
const ADDING = /^(?:and )?(?:add|also|include|plus|with)\b/i;

/** The frame of the question before with what a follow-up changes in it; undefined when this is a question of its own. */
export function edited(previous: Frame, question: string, reading: Reading, roles: Roles): Frame | undefined {
  if (!follows(question, reading, roles, previous)) return undefined;
  return new Editor(previous, question, reading, roles).run();
}

/** A question of its own about those that the one before was about: "total deposits of that client". */
export function continued(previous: Frame, frame: Frame, roles: Roles): Frame {
  const { rows } = frame;
  const owner = roles.owner(rows.entity);
  if (previous.rows.entity !== rows.entity && previous.rows.entity !== owner) return frame;
  const where = previous.rows.where.filter(
    (cond) => !rows.where.some((other) => other.entity === cond.entity && other.column === cond.column),
  );
  const same = previous.rows.entity === rows.entity;
  const ownerTimes = same ? rows.ownerTimes : [...rows.ownerTimes, ...previous.rows.times];
  return {
    ...frame,
    rows: {
      ...rows,
      where: [...rows.where, ...where],
      relations: [...rows.relations, ...previous.rows.relations],
      ownerTimes,
      times: same && rows.times.length === 0 ? previous.rows.times : rows.times,
    },
  };
}

/** Whether a question names no thing of its own, or says that it goes on with the one before. */
function follows(question: string, reading: Reading, roles: Roles, previous: Frame): boolean {
  const arr = arrange(reading, roles);
  const marked = MARKERS.test(question.trim());
  const refers = reading.flags.has("those") || reading.flags.has("they");
  // "how many are VIP?": of those that were listed, a kind.
  const kind = /^(?:and )?how many (?:of them )?(?:are|were)\b/i.test(question.trim());
  const things = arr.acts.filter(({ mention }) => !mention.implied && !(kind && mention.where.length > 0));
  const foreign = things.some(
    ({ mention, amount }) =>
      amount !== undefined ||
      (mention.entity !== previous.rows.entity &&
        roles.owner(previous.rows.entity) !== mention.entity &&
        !previous.rows.relations.some(({ rows }) => rows.entity === mention.entity)),
  );
  if (foreign || arr.measures.length > 0) return false;
  if (marked || refers) return true;
  return (
    things.length === 0 &&
    (reading.parts.length > 0 ||
      reading.mentions.length > 0 ||
      reading.leading.length > 0 ||
      reading.asks.length > 0 ||
      reading.rest.superlative !== undefined ||
      reading.rest.aggregate !== undefined ||
      reading.chunks.some(({ tag }) => tag === "compare"))
  );
}

class Editor {
  private readonly previous: Frame;
  private readonly question: string;
  private readonly reading: Reading;
  private readonly roles: Roles;

  constructor(previous: Frame, question: string, reading: Reading, roles: Roles) {
    this.previous = previous;
    this.question = question.trim();
    this.reading = reading;
    this.roles = roles;
  }

  run(): Frame {
    const { previous } = this;
    const rows = this.rows(previous.rows);
    const groups = this.groups();
    const measures = previous.measures.map((measure) => this.measure(measure));
    const frame: Frame = { ...previous, rows, measures, groups };
    const { entity } = previous.rows;
    const said = this.conds(entity, this.roles.owner(entity));
    const { reading, roles } = this;
    return askedAnew({ frame: this.limited(frame), reading, roles, said, before: previous.rows.times, times: this.times() });
  }

  private rows(rows: RowSet): RowSet {
    const { entity } = rows;
    const owner = this.roles.owner(entity);
    // What is said anew of the part of a share says nothing of its whole.
    const parts = this.previous.measures.flatMap(({ where = [] }) => where);
    const said = this.conds(entity, owner).filter((cond) => !parts.some((part) => sameColumn(part, cond)));
    const times = this.times();
    const related = rows.relations.length > 0 && rows.times.length === 0 && times.length > 0;
    const relations = rows.relations.map(
      (relation): Relation => (related && relation.rows.times.length > 0 ? { ...relation, rows: { ...relation.rows, times } } : relation),
    );
    const named = this.reading.mentions.find((mention) => mention.entity === entity && mention.where.length > 0);
    return {
      ...rows,
      where: this.replaced(rows.where, said),
      times: times.length > 0 && !related ? times : rows.times,
      relations,
      tests:
        this.reading.parts.length > 0
          ? [...rows.tests.filter(({ kind }) => kind !== "part"), ...this.reading.parts]
          : rows.tests.filter(({ kind }) => kind !== "part" || times.length === 0),
      noun: named?.label ?? rows.noun,
    };
  }

  private times(): TimeSpec[] {
    return [...this.reading.leading, ...this.reading.mentions.flatMap((mention) => mention.times)];
  }

  private conds(entity: string, owner: string | undefined): Cond[] {
    return [...this.bounds(entity), ...this.said(entity, owner)];
  }

  /** "only those above $200". */
  private bounds(entity: string): Cond[] {
    const amount = this.roles.amount(entity)?.name;
    const compared = this.reading.chunks.flatMap((chunk) =>
      chunk.tag === "compare" && (chunk.comparison.unit === "money" || chunk.comparison.value >= 100) ? [chunk.comparison] : [],
    );
    return amount === undefined || this.previous.having.length > 0
      ? []
      : compared.flatMap((comparison) => this.roles.bounds(entity, amount, comparison));
  }

  private said(entity: string, owner: string | undefined): Cond[] {
    return this.reading.mentions.flatMap((mention) => {
      const own = mention.kind === "rows" || mention.kind === "verb" || mention.kind === "actor" ? mention.where : [];
      return [...own, ...[...mention.before.values, ...mention.values].flatMap((value) => condsOf(value, entity, owner))];
    });
  }

  /** A value takes the place of another of its column, unless it is to be added. */
  private replaced(before: readonly Cond[], said: readonly Cond[]): Cond[] {
    const same = (a: Cond, b: Cond) => a.entity === b.entity && a.column === b.column;
    if (ADDING.test(this.question)) {
      return [
        ...before.map((cond) => {
          const more = said.filter((each) => same(each, cond));
          return more.length === 0
            ? cond
            : {
                ...cond,
                op: "in" as const,
                values: [...new Set([...cond.values, ...more.flatMap(({ values }) => values)])],
                label: [cond, ...more].map(({ label }) => label).join(" or "),
              };
        }),
        ...said.filter((each) => !before.some((cond) => same(cond, each))),
      ];
    }
    return [...before.filter((cond) => !said.some((each) => same(each, cond))), ...merged(said)];
  }

  private groups(): Group[] {
    const arr = arrange(this.reading, this.roles);
    const said = arr.groups.flatMap(({ mention }) => groupOf(mention, this.previous.rows.entity, this.roles) ?? []);
    return said.length === 0 ? [...this.previous.groups] : said;
  }

  /** A share keeps its whole; what is said anew of its part replaces it. */
  private measure(measure: MeasureAsk): MeasureAsk {
    if (!measure.where || measure.where.length === 0) return measure;
    const said = this.conds(this.previous.rows.entity, this.roles.owner(this.previous.rows.entity));
    const where = measure.where.map((cond) => said.find((each) => each.entity === cond.entity && each.column === cond.column) ?? cond);
    return { ...measure, where };
  }

  private limited(frame: Frame): Frame {
    const by = [...this.reading.mentions.map((mention: Mention) => mention.before), this.reading.rest].find(
      ({ superlative, number }) => superlative !== undefined || number !== undefined,
    );
    const [group, ...more] = frame.groups;
    // "top 5 only" of what was grouped.
    const ranks = !frame.rank && by?.superlative && group && more.length === 0 && group.kind !== "grain" && frame.ask === "measure";
    if (ranks && by.superlative && by.number !== undefined)
      return { ...frame, rank: { n: by.number, direction: by.superlative.direction, by: { measure: 0 } } };
    if (!frame.rank || !by) return frame;
    return {
      ...frame,
      rank: {
        ...frame.rank,
        ...(by.number === undefined ? {} : { n: by.number }),
        ...(by.superlative ? { direction: by.superlative.direction } : {}),
      },
    };
  }
}
