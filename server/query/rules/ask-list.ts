import { askDetails, askedColumns } from "./ask-details.ts";
import { askValues } from "./ask-values.ts";
import { baseRows } from "./base-rows.ts";
import { binsOf } from "./bins.ts";
import type { Relation, RowSet } from "./frame.ts";
import { type Interpretation, NO_FRAME } from "./interpretation.ts";
import { measureFrame } from "./measure-frame.ts";
import type { Mention } from "./mentions.ts";
import { ownersWithMore } from "./more-than.ts";
import type { Scene } from "./scene.ts";
import { groupsOf } from "./scene-groups.ts";

export function askList(scene: Scene): Interpretation | undefined {
  const head = scene.head;
  if (!head) return undefined;
  const exceeds = ownersWithMore(scene);
  if (exceeds) return exceeds;
  const banded = scene.events[0]?.mention.entity;
  if (banded !== undefined && binsOf(scene, baseRows(scene, banded)))
    return measureFrame(scene, baseRows(scene, banded), [{ kind: "count", label: `number of ${baseRows(scene, banded).noun}` }]);
  const detail = askDetails(scene, head);
  if (detail) return detail;
  if (head.kind === "column" || head.kind === "grain") return askValues(scene, head);
  const named = scene.events.find(({ mention }) =>
    mention.where.some(({ entity, column }) => entity === mention.entity && scene.roles.isKey(entity, column)),
  );
  const subject = named?.mention ?? (scene.reading.asks.includes("who") ? scene.impliedOwner() : listSubject(scene, head));
  if (!subject) return undefined;
  const owner = subject.kind === "actor" ? scene.roles.owner(subject.entity ?? "") : subject.entity;
  if (owner === undefined) return undefined;
  const rows = baseRows(scene, owner);
  // "new sign-ups today": an event is counted, what is there is listed.
  const happens = subject.happening && scene.reading.asks.length === 0;
  const compared =
    groupsOf(scene, owner).length > 0 || happens
      ? measureFrame(scene, rows, [{ kind: "count", label: `number of ${rows.noun}` }])
      : undefined;
  return (
    compared ??
    differenceOf(scene, rows) ?? { frame: { ...NO_FRAME, ask: "rows", rows, columns: askedColumns(scene, owner), withOwner: true } }
  );
}

function listSubject(scene: Scene, head: Mention): Mention | undefined {
  if (head.kind === "verb") return scene.impliedOwner() ?? head;
  if (head.kind === "rows" || head.kind === "actor") return head;
  return scene.arr.acts[0]?.mention;
}

/** "withdrew at least 2k more than they deposited": of one customer, the one sum less the other. */
function differenceOf(scene: Scene, rows: RowSet): Interpretation | undefined {
  const index = rows.relations.findIndex(({ test }) => test.kind === "sum");
  const [one, other] = [rows.relations[index], rows.relations[index + 1]];
  const exceeds = scene.arr.rest.some(({ before }) => before.minus);
  if (!exceeds) return undefined;
  const pair = one && other ? [one, other] : rows.relations.length === 2 ? rows.relations : undefined;
  const [left, right] = pair ?? [];
  if (!left || !right) return undefined;
  const column = scene.roles.amount(left.rows.entity)?.name;
  if (column === undefined) return undefined;
  const bound = [left.test, right.test].find((test) => test.kind === "sum" || test.kind === "count") ?? { op: "gt" as const, value: 0 };
  const times = left.rows.times.length > 0 ? left.rows.times : right.rows.times;
  const relation: Relation = {
    rows: { ...left.rows, times },
    negated: false,
    test: {
      kind: "sum",
      column,
      op: "op" in bound ? bound.op : "gt",
      value: "value" in bound ? bound.value : 0,
      minus: { ...right.rows, times },
    },
  };
  return {
    frame: {
      ...NO_FRAME,
      ask: "rows",
      rows: { ...rows, relations: [...rows.relations.filter((each) => each !== left && each !== right), relation] },
    },
  };
}
