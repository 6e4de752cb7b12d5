import { actFigure } from "./ask-figure.ts";
import { askValues } from "./ask-values.ts";
import { averaged } from "./averages.ts";
import { baseRows } from "./base-rows.ts";
import { changedOwners } from "./changed-owners.ts";
import { figuresBeside } from "./figures-beside.ts";
import type { Interpretation } from "./interpretation.ts";
import { measureFrame } from "./measure-frame.ts";
import type { Mention } from "./mentions.ts";
import type { Scene } from "./scene.ts";
import { needsEvent } from "./scene-groups.ts";

export function askCount(scene: Scene): Interpretation | undefined {
  const isCounted = ({ before, counted, elapsed }: Mention) =>
    before.ask === "howMany" || before.count || counted || (elapsed !== undefined && before.preposition === "on");
  const mention = scene.arr.rest.find(isCounted);
  if (mention?.kind === "elapsed" && mention.elapsed === "days" && mention.before.preposition === "on")
    return countedGrain(scene, { ...mention, grain: "day" });
  if (!mention || mention.kind === "measure" || mention.kind === "elapsed") return undefined;
  // "who has 5+ flagged transactions, list with count": the count comes with the list.
  if (mention.counted && mention.before.comparison && scene.reading.asks.some((ask) => ask === "who" || ask === "which")) return undefined;
  // "clients whose number of transactions exceeded 150": a bound, not what is asked.
  if (mention.before.relative && mention.comparisons.length > 0 && scene.owners.length > 0) return undefined;
  // "failed login reasons with counts": the reasons are asked for.
  if (mention.counted && mention.kind !== "column" && scene.head?.kind === "column") return undefined;
  if (mention.kind === "column") return countedColumn(scene, mention);
  if (mention.kind === "grain") return countedGrain(scene, mention);
  if (scene.arr.columns.some((column) => column.before.ask === "which" && column !== mention)) return undefined;
  const total = scene.events.find(
    (act) => act.amount && act.summed && act.mention.comparisons.length === 0 && act.mention.before.comparison === undefined,
  );
  if (total && (!scene.isEvent(mention) || mention.kind === "actor")) return actFigure(scene, total);
  if (mention.kind === "actor" || !scene.isEvent(mention)) return countedOwners(scene, mention);
  // "how many logged in but made no transaction": those who did.
  return mention.kind === "verb" && mention.before.ask === "howMany" ? countedDoers(scene, mention) : countedEvents(scene, mention);
}

function countedDoers(scene: Scene, { entity = "" }: Mention): Interpretation | undefined {
  const owner = scene.roles.owner(entity);
  if (owner === undefined) return undefined;
  return measureFrame(scene, baseRows(scene, owner), [{ kind: "count", label: `number of ${scene.roles.entity(owner).label.many}` }]);
}

function countedColumn(scene: Scene, mention: Mention): Interpretation | undefined {
  if (mention.counted && !mention.before.distinct) return askValues(scene, mention);
  const event = scene.events.find(({ mention: other }) =>
    mention.columns.some(({ entity }) => entity === other.entity || entity === scene.roles.owner(other.entity ?? "")),
  );
  const column = scene.roles.columnFor(mention, event?.mention.entity ?? scene.owners[0]?.mention.entity) ?? mention.columns[0];
  if (!column) return undefined;
  const entity = event?.mention.entity ?? column.entity;
  const frame = measureFrame(scene, baseRows(scene, entity), [
    { kind: "distinct", entity: column.entity, column: column.column, label: `number of different ${column.label}` },
  ]);
  const fn = scene.aggregate();
  return fn && "frame" in frame ? averaged(scene, frame.frame, fn) : frame;
}

function countedGrain(scene: Scene, mention: Mention): Interpretation | undefined {
  const entity = scene.events[0]?.mention.entity;
  if (entity === undefined || mention.grain === undefined) return undefined;
  return measureFrame(scene, baseRows(scene, entity), [{ kind: "distinct", grain: mention.grain, label: `number of ${mention.label}` }]);
}

function countedOwners(scene: Scene, mention: Mention): Interpretation | undefined {
  const owner = mention.kind === "actor" ? (scene.roles.owner(mention.entity ?? "") ?? "") : (mention.entity ?? "");
  const event = scene.events.find(({ mention: other }) => other.entity !== undefined);
  const groups = scene.arr.groups;
  const ofEvent = event !== undefined && groups.some(({ mention: group }) => needsEvent(scene, group, event.mention.entity ?? "", owner));
  if (ofEvent && event) {
    const entity = event.mention.entity ?? "";
    return measureFrame(scene, baseRows(scene, entity), [
      { kind: "distinct", entity: owner, column: scene.roles.entity(owner).key, label: `number of ${mention.label}` },
    ]);
  }
  // "how many customers used each payment method": of what they did, though it is not named.
  const used = event
    ? undefined
    : groups.flatMap(({ mention: { columns } }) => columns).find(({ entity }) => scene.roles.owner(entity) === owner);
  const own = groups.some(({ mention: { columns } }) => columns.some(({ entity }) => entity === owner));
  if (used && !own)
    return measureFrame(scene, baseRows(scene, used.entity), [
      { kind: "distinct", entity: owner, column: scene.roles.entity(owner).key, label: `number of ${mention.label}` },
    ]);
  const rows = changedOwners(scene, baseRows(scene, owner));
  const frame = rows && measureFrame(scene, rows, [{ kind: "count", label: `number of ${mention.label}` }]);
  const fn = scene.aggregate();
  return fn && frame && "frame" in frame ? averaged(scene, frame.frame, fn) : frame;
}

function countedEvents(scene: Scene, mention: Mention): Interpretation | undefined {
  const entity = mention.entity ?? "";
  const fn = scene.aggregate();
  const frame = measureFrame(scene, baseRows(scene, entity), figuresBeside(scene, { kind: "count", label: `number of ${mention.label}` }));
  return fn && "frame" in frame ? averaged(scene, frame.frame, fn) : frame;
}
