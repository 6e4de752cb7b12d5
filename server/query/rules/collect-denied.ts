import type { Draft } from "./draft.ts";
import type { Mention } from "./mentions.ts";

/** "verified no login 30d": those who have none. */
export function addDenied(draft: Draft): void {
  const [first] = draft.mentions;
  const owner = first && ownerOfDenied(draft, first);
  if (!first || owner === undefined) return;
  const values = first.before.values.filter(
    ({ options }) => options.some(({ entity }) => entity === owner) && !options.some(({ entity }) => entity === first.entity),
  );
  first.before.values = first.before.values.filter((value) => !values.includes(value));
  const label = draft.lexicon.entity(owner).label.many;
  draft.mentions.unshift({
    ...first,
    kind: "rows",
    entity: owner,
    where: [],
    values,
    times: [],
    comparisons: [],
    plural: true,
    label,
    before: { values: [] },
  });
}

/** Of what a question denies and nothing else asks for, those who might have had it. */
function ownerOfDenied({ lexicon }: Draft, { entity, kind, before }: Mention): string | undefined {
  const denied = before.negated === true && before.adjectival !== true && before.ask === undefined && kind !== "measure";
  return denied ? lexicon.catalog.relations.find(({ from, actor }) => from.entity === entity && actor)?.to.entity : undefined;
}
