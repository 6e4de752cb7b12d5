import { CELL, CELLS, type Cell } from "./cells.ts";

/** Whether an event with a known key says the same as the stored one; a timestamp that was left out says nothing. */
export function sameBody(stored: readonly Cell[], cells: readonly Cell[], start: number): boolean {
  for (let place = 0; place < CELLS; place++) {
    const given = cells[start + place] as Cell;
    const kept = stored[place] as Cell;
    if (given === kept || (place === CELL.ts && given === null)) continue;
    if (place !== CELL.attributes || !sameAttributes(kept, given)) return false;
  }
  return true;
}

/** Compares by content: the order of the names does not matter, and none is the same as an empty object. */
function sameAttributes(left: Cell, right: Cell): boolean {
  return canonical(left) === canonical(right);
}

function canonical(json: Cell): string {
  const attributes = JSON.parse(String(json ?? "{}")) as Record<string, unknown>;
  const entries = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries);
}
