import type { Mention } from "./mentions.ts";
import type { Scene } from "./scene.ts";

export function rankSize(scene: Scene, head: Mention, by: Mention): number {
  const given = by.before.number ?? head.before.number ?? scene.arr.rest.map(({ before }) => before.number).find((n) => n !== undefined);
  if (given !== undefined) return given;
  const isTop = scene.reading.chunks.some(({ tag, text }) => tag === "superlative" && /^(top|bottom)$/i.test(text));
  const asks = scene.reading.asks[0];
  const plural = head.plural || (head.kind === "grain" && head.plural);
  if (scene.arr.groups.length > 0 && !(isTop && plural)) return 1;
  if (plural) return 10;
  return isTop && asks === undefined && head.kind !== "actor" ? 10 : 1;
}
