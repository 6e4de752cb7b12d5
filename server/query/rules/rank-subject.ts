import type { Mention } from "./mentions.ts";
import type { Scene } from "./scene.ts";

/** Who or what is ranked. `by`: the mention that the superlative is said of. */
export function rankSubject(scene: Scene, head: Mention, by: Mention): Mention | undefined {
  if (leads(scene, head, by)) return by;
  // "the e-mail of the largest depositor": who that is, rather than which e-mail.
  const isLabel = head.columns.some(({ entity, column }) => /^(?:email|person)$/.test(scene.roles.column(entity, column)?.format ?? ""));
  if (isLabel) return scene.arr.rest.find(({ kind }) => kind === "actor") ?? scene.impliedOwner();
  if (head.kind === "column" || head.kind === "grain" || head.kind === "actor") return head;
  if (scene.isOwnerMention(head))
    return scene.arr.columns.find(({ before }) => before.ask !== undefined && !before.distinct && !before.superlative) ?? head;
  const named = scene.reading.asks.includes("who") ? undefined : scene.arr.rest.find((mention) => canBeRanked(scene, mention));
  return named ?? scene.impliedOwner();
}

/** "top countries", "the busiest day": the superlative is of what is ranked, rather than of a number. */
function leads(scene: Scene, head: Mention, by: Mention): boolean {
  const { kind, before, at } = by;
  const leading = before.superlative !== undefined && at <= head.at && !before.distinct;
  return leading && (kind === "grain" || isNamed(scene, by)) && !scene.numberColumn(by);
}

function canBeRanked(scene: Scene, mention: Mention): boolean {
  return isNamed(scene, mention) || (mention.kind === "grain" && mention.before.ask !== undefined);
}

function isNamed(scene: Scene, mention: Mention): boolean {
  return mention.kind === "column" || mention.kind === "actor" || scene.isOwnerMention(mention);
}
