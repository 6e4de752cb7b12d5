import type { Frame } from "./frame.ts";
import type { Mention, Reading } from "./mentions.ts";
import type { Roles } from "./roles.ts";

/** The first thing that was named and of which the frame has nothing: its rows, its figure, its column. */
export function lostMention({ mentions, flags }: Reading, frame: Frame, roles: Roles): string | undefined {
  const said = JSON.stringify(frame);
  const inOwn = flags.has("ownMoney") || flags.has("abroad");
  return mentions.find((mention) => {
    if (mention.kind === "elapsed") return !/"elapsed"|"unit":"(?:seconds|minutes|hours|days)"|"grain"|_time"|_age"/.test(said);
    if (mention.kind === "measure") return !inOwn && !hasFigure(mention, frame, said);
    if (mention.kind === "column") return !inOwn && !hasColumn(mention, said, roles) && !isListed(mention, frame, roles);
    // Whose rows they are goes without saying.
    const { entity } = mention;
    return entity !== undefined && roles.owner(entity) !== undefined && !said.includes(`"entity":"${entity}"`);
  })?.text;
}

/** A column that a follow-up names, unless it only says what a value is of. */
export function lostColumn({ mentions }: Reading, frame: Frame, roles: Roles): string | undefined {
  const said = JSON.stringify(frame);
  return mentions.find((mention) => mention.kind === "column" && !hasColumn(mention, said, roles) && !isListed(mention, frame, roles))
    ?.text;
}

/** "accounts closed in October", "verified last week": when somebody came is known, not when that came to be. */
export function lostMoment({ mentions }: Reading, { rows, ask, compare }: Frame, roles: Roles): string | undefined {
  const times = [...rows.times, ...(compare ? [compare.after] : [])];
  if (roles.owner(rows.entity) !== undefined || times.length === 0 || ask === "columns") return undefined;
  const came = mentions.some(
    ({ happening, entity, columns }) =>
      (happening && entity === rows.entity) || columns.some((each) => roles.column(each.entity, each.column)?.type === "timestamp"),
  );
  const acted = mentions.some(({ entity }) => entity !== undefined && roles.owner(entity) !== undefined);
  return came || acted ? undefined : times[0]?.label;
}

/** When something was is said in many ways, and does not name the column. */
function hasColumn({ columns }: Mention, said: string, roles: Roles): boolean {
  if (columns.some(({ entity, column }) => roles.column(entity, column)?.type === "timestamp")) return true;
  const isLabel = columns.some(({ entity, column }) => roles.isKey(entity, column) || roles.entity(entity).labelColumns.includes(column));
  return isLabel || columns.some(({ column }) => said.includes(`:"${column}"`));
}

/** A list of rows shows some columns anyway. */
function isListed({ columns }: Mention, { ask, rows }: Frame, roles: Roles): boolean {
  const { listColumns } = roles.entity(rows.entity);
  return ask === "rows" && columns.some(({ entity, column }) => entity === rows.entity && listColumns.includes(column));
}

function hasFigure({ measure }: Mention, { measures }: Frame, said: string): boolean {
  if (measure?.kind === "share") return measures.some(({ kind }) => kind === "share" || kind === "ratio" || kind === "relationShare");
  if (measure?.kind === "formula") return said.includes('"difference"') || said.includes('"minus"');
  return measure?.column === undefined || said.includes(`"${measure.column}"`);
}
