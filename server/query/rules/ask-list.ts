import { askedColumns } from "./ask-details.ts";
import { askValues } from "./ask-values.ts";
import { baseRows } from "./base-rows.ts";
import { binsOf } from "./bins.ts";
import { changedOwners } from "./changed-owners.ts";
import type { RowSet } from "./frame.ts";
import { type Interpretation, NO_FRAME } from "./interpretation.ts";
import { measureFrame } from "./measure-frame.ts";
import type { Mention } from "./mentions.ts";
import { ownersWithMore } from "./more-than.ts";
import type { Scene } from "./scene.ts";
import { groupsOf } from "./scene-groups.ts";

/** What is left is asked for itself: rows, or the values of a column. */
export function askList(scene: Scene): Interpretation | undefined {
  const { head } = scene;
  if (!head) return undefined;
  const special = ownersWithMore(scene) ?? countedInBins(scene);
  if (special) return special;
  const everyone = ownersOfAll(scene, head);
  if (everyone) return everyone;
  const named = listedBy(scene, head);
  if (named) return named;
  if (head.kind === "column" || head.kind === "grain") return askValues(scene, head);
  const subject = subjectOf(scene, head);
  const entity = subject?.kind === "actor" ? scene.roles.owner(subject.entity ?? "") : subject?.entity;
  if (!subject || entity === undefined) return undefined;
  const rows = changedOwners(scene, baseRows(scene, entity));
  if (!rows) return undefined;
  // "new sign-ups today": an event is counted, what is there is listed.
  const happens = subject.happening && scene.reading.asks.length === 0 && rows.relations.length === 0;
  if (happens || groupsOf(scene, entity).length > 0) return counted(scene, rows);
  const columns = askedColumns(scene, entity);
  return { frame: { ...NO_FRAME, ask: "rows", rows, columns, withOwner: true } };
}

function counted(scene: Scene, rows: RowSet): Interpretation {
  return measureFrame(scene, rows, [{ kind: "count", label: `number of ${rows.noun}` }]);
}

/** "the e-mails of PEP customers": of each, rather than how often each is there. */
function listedBy(scene: Scene, head: Mention): Interpretation | undefined {
  const own = head.columns.find(({ entity, column }) => {
    const format = scene.roles.column(entity, column)?.format;
    return scene.owners.some(({ mention }) => mention.entity === entity) && (format === "email" || format === "person");
  });
  if (head.kind !== "column" || !own || scene.arr.groups.length > 0) return undefined;
  return {
    frame: { ...NO_FRAME, ask: "rows", rows: baseRows(scene, own.entity), columns: askedColumns(scene, own.entity), withOwner: true },
  };
}

/** "who used all four payment methods": the column is what they have all of. */
function ownersOfAll(scene: Scene, head: Mention): Interpretation | undefined {
  const owner = scene.roles.owner(head.columns[0]?.entity ?? "");
  if (head.kind !== "column" || !head.before.all || owner === undefined) return undefined;
  return { frame: { ...NO_FRAME, ask: "rows", rows: baseRows(scene, owner), withOwner: true } };
}

/** "deposits under $100, $100 to $1,000 and over": how many there are in each stretch. */
export function countedInBins(scene: Scene): Interpretation | undefined {
  const event = scene.events[0]?.mention.entity;
  const whose = scene.events.some(({ mention }) => mention.kind === "actor") || scene.owners.length > 0;
  const entity = event !== undefined && whose ? scene.roles.owner(event) : event;
  if (entity === undefined) return undefined;
  const rows = baseRows(scene, entity);
  return binsOf(scene, rows) && counted(scene, rows);
}

/** What is listed: the one row that was named, who did it, or the first thing. */
function subjectOf(scene: Scene, head: Mention): Mention | undefined {
  const isNamed = ({ entity, where }: Mention) =>
    where.some((cond) => cond.entity === entity && scene.roles.isKey(cond.entity, cond.column));
  const named = scene.events.find(({ mention }) => isNamed(mention));
  if (named) return named.mention;
  if (scene.reading.asks.includes("who")) return scene.impliedOwner();
  if (head.kind === "verb") return scene.impliedOwner() ?? head;
  return head.kind === "rows" || head.kind === "actor" ? head : scene.arr.acts[0]?.mention;
}
