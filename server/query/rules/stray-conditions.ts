import type { Cond } from "./conditions.ts";
import type { Mention } from "./mentions.ts";
import type { Scene } from "./scene.ts";
import { condsOf } from "./values.ts";

export function strayConds(scene: Scene, mention: Mention, entity: string): Cond[] {
  return [...mention.values, ...(mention.kind === "measure" || mention.kind === "column" ? mention.before.values : [])].flatMap((value) =>
    condsOf(value, entity, scene.roles.owner(entity)),
  );
}
