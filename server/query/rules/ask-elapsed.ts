import { baseRows } from "./base-rows.ts";
import { FN_WORDS, singular } from "./figures.ts";
import type { Interpretation } from "./interpretation.ts";
import { measureFrame } from "./measure-frame.ts";
import type { Mention } from "./mentions.ts";
import type { Scene } from "./scene.ts";

export function askElapsed(scene: Scene): Interpretation | undefined {
  const [asked] = scene.arr.elapsed;
  const duration = scene.arr.columns.find((mention) =>
    mention.columns.some(({ entity, column }) =>
      scene.roles.entity(entity).computed.some(({ name, kind }) => name === column && kind === "duration"),
    ),
  );
  const unit = asked?.elapsed ?? (duration ? undefined : "hours");
  const fn = scene.aggregate() ?? "avg";
  const first = scene.events.find(({ mention }) => mention.before.first);
  const born = scene.arr.acts.filter(({ mention }) => mention.happening);
  const howLong = scene.reading.asks.includes("howLong") || asked !== undefined || scene.reading.flags.has("between");
  if (howLong && first && born.length > 0) {
    const owner = scene.roles.owner(first.mention.entity ?? "") ?? "";
    const from = born.at(-1)?.mention;
    const skip = new Set([first.mention, ...(from && from.times.length === 0 ? [from] : [])]);
    const rows = baseRows(scene, owner, [], skip);
    const of = scene.roles.rowsOf(first.mention);
    return measureFrame(scene, rows, [
      {
        kind: "elapsed",
        rows: { ...of, times: [] },
        unit: unit ?? "hours",
        since: "owner",
        fn,
        label: `${FN_WORDS[fn]} ${unit} from sign-up to first ${singular(of.noun)}`,
      },
    ]);
  }
  if (asked && born.length > 0 && scene.events.length === 0) {
    const entity = born[0]?.mention.entity ?? "";
    return measureFrame(scene, baseRows(scene, entity), [
      { kind: "elapsed", unit: unit ?? "days", since: "now", fn, label: `${FN_WORDS[fn]} ${unit} since sign-up` },
    ]);
  }
  const processing = duration
    ? durationColumn(scene, duration)
    : asked || scene.reading.asks.includes("howLong")
      ? anyDuration(scene)
      : undefined;
  const takes = scene.reading.chunks.some(({ text }) =>
    /\b(?:takes?|took|taking|process\w*|settle\w*|complete\w*|wait\w*|clear|go through)\b/i.test(text),
  );
  if (!takes && !duration) return undefined;
  if (!processing || (!asked && !scene.reading.asks.includes("howLong") && !duration)) return undefined;
  if (duration?.comparisons.length) return undefined;
  const rows = baseRows(scene, processing.entity);
  return measureFrame(scene, rows, [
    {
      kind: fn,
      entity: processing.entity,
      column: processing.column,
      ...(asked?.elapsed ? { unit: asked.elapsed } : {}),
      label: `${FN_WORDS[fn]} processing time`,
    },
  ]);
}

function durationColumn(scene: Scene, mention: Mention): { entity: string; column: string } | undefined {
  return mention.columns.find(({ entity, column }) => scene.roles.entity(entity).computed.some(({ name }) => name === column));
}

function anyDuration(scene: Scene): { entity: string; column: string } | undefined {
  for (const { mention } of scene.events) {
    const found = scene.roles.entity(mention.entity ?? "").computed.find(({ kind }) => kind === "duration");
    if (found) return { entity: mention.entity ?? "", column: found.name };
  }
  return undefined;
}
