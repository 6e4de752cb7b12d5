import { WEEKDAYS } from "./calendar.ts";
import type { ChunkSource } from "./chunk-source.ts";

/** "on mondays", "at weekends", "between midnight and 6am". */
export function partAt(source: ChunkSource, index: number): number | undefined {
  const start = ["on", "at", "during", "over", "the"].includes(source.text(index)) ? index + 1 : index;
  // "on a weekend": on any.
  const any = start > index && ["a", "any"].includes(source.text(start)) && source.text(start + 1) === "weekend";
  if (any) {
    source.push({ tag: "part", part: "weekday", values: [6, 7], text: source.textOf(index, start + 2), at: index });
    return start + 2;
  }
  const days = weekdaysOf(source.text(start));
  if (days) {
    source.push({ tag: "part", part: "weekday", values: days, text: source.textOf(index, start + 1), at: index });
    return start + 1;
  }
  if (!["between", "from"].includes(source.text(index))) return undefined;
  const from = clockAt(source, index + 1);
  const to = from && ["and", "to"].includes(source.text(from.next)) ? clockAt(source, from.next + 1) : undefined;
  if (!from || !to) return undefined;
  const length = (to.hour - from.hour + 24) % 24 || 24;
  const values = Array.from({ length }, (_, offset) => (from.hour + offset) % 24);
  source.push({ tag: "part", part: "hourOfDay", values, text: source.textOf(index, to.next), at: index });
  return to.next;
}

function clockAt(source: ChunkSource, index: number): { hour: number; next: number } | undefined {
  const word = source.text(index);
  if (word === "midnight") return { hour: 0, next: index + 1 };
  if (word === "noon" || word === "midday") return { hour: 12, next: index + 1 };
  const value = source.tokens[index]?.value;
  const half = source.text(index + 1);
  if (value === undefined || value > 24 || !["am", "pm"].includes(half)) return undefined;
  return { hour: half === "am" ? value % 12 : (value % 12) + 12, next: index + 2 };
}

const WEEKDAY_FORMS = WEEKDAYS.map((day) => day.toLowerCase());

/** Days that are meant week by week: `mondays`, `weekends`, `weekdays`. */
function weekdaysOf(word: string): readonly number[] | undefined {
  if (word === "weekends") return [6, 7];
  if (word === "workdays") return [1, 2, 3, 4, 5];
  const index = WEEKDAY_FORMS.findIndex((day) => word === `${day}s`);
  return index < 0 ? undefined : [index + 1];
}
