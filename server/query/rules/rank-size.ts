import type { Mention } from "./mentions.ts";
import type { Scene } from "./scene.ts";

/** How many of a ranking are asked for: the number given, ten of a plural, else the first. */
export function rankSize(scene: Scene, head: Mention, by: Mention): number {
  const given = by.before.number ?? head.before.number ?? scene.arr.rest.map(({ before }) => before.number).find((n) => n !== undefined);
  if (given !== undefined) return given;
  const isTop = scene.reading.chunks.some(({ tag, text }) => tag === "superlative" && /^(top|bottom)$/i.test(text));
  const asks = scene.reading.asks[0];
  if (scene.arr.groups.length > 0 && !(isTop && head.plural)) return 1;
  if (head.plural) return 10;
  return isTop && asks === undefined && head.kind !== "actor" ? 10 : 1;
}
