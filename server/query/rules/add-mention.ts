import { attach } from "./attach-values.ts";
import { blankMention } from "./blank-mention.ts";
import { type Draft, PLURAL } from "./draft.ts";
import type { Mention } from "./mentions.ts";

/** Adds a mention at this chunk, with all that was said before it. */
export function addMention(draft: Draft, part: Partial<Mention> & Pick<Mention, "kind" | "label">): void {
  const text = draft.chunks[draft.at]?.text ?? "";
  const plural = PLURAL.test(text.toLowerCase()) || /\bpeople\b/i.test(text);
  const mention: Mention = {
    ...blankMention(draft.at, draft.at + 1, text),
    plural,
    before: draft.before,
    times: draft.before.times ?? [],
    ...part,
  };
  draft.before = { values: [] };
  if (isAnchor(draft, mention)) return;
  if (mention.kind === "grain" || mention.kind === "elapsed") {
    attach(draft, mention.before.values);
    mention.before.values = [];
  }
  draft.mentions.push(mention);
}

/** "within 24 hours of the customer opening the account": when the one that it belongs to came to be. */
function isAnchor(draft: Draft, { entity, happening, before: { within } }: Mention): boolean {
  const owner = entity !== undefined && !draft.isOwned(entity);
  const { last, anchored } = draft;
  draft.anchored = within !== undefined && owner && last !== undefined;
  if (draft.anchored && last && within) last.before.within = within;
  return draft.anchored || (anchored && owner && happening);
}
