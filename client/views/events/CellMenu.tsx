import { Braces, Copy, Filter, FilterX } from "lucide-react";
import type { EventView } from "../../../shared/events.ts";
import { MenuItem, PointMenu } from "../../components/ui/Menu.tsx";
import { fieldText, type Term } from "../../lib/event-filter.ts";
import { showProblem } from "../../stores/toasts.ts";

/** A cell that was clicked: which field of which event, and where. */
export interface CellPoint {
  readonly event: EventView;
  readonly field: string;
  readonly value: string;
  readonly x: number;
  readonly y: number;
}

/** The field under the pointer; undefined for the time, for empty cells and for the keyboard, which open the event. */
export function cellPoint(event: EventView, column: string | undefined, source: Event | null | undefined): CellPoint | undefined {
  if (!(source instanceof MouseEvent)) return undefined;
  const inner = source.target instanceof HTMLElement ? source.target.closest("[data-field]") : null;
  const field = inner?.getAttribute("data-field") ?? column;
  if (field === undefined || field === "time" || field === "attributes") return undefined;
  const value = fieldText(event, field);
  return value === undefined ? undefined : { event, field, value, x: source.clientX, y: source.clientY };
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch (error) {
    showProblem("Could not copy", error);
  }
}

export interface CellMenuProps {
  readonly point: CellPoint;
  readonly onTerm: (term: Term) => void;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

/** What can be done with the value that was clicked. */
export function CellMenu({ point, onTerm, onOpen, onClose }: CellMenuProps) {
  const { field, value } = point;
  const name = field.replace(/^attributes\./, "");
  return (
    <PointMenu x={point.x} y={point.y} label={`${name} ${value}`} onClose={onClose}>
      <MenuItem onSelect={() => onTerm({ field, value, out: false })}>
        <Filter size={14} aria-hidden="true" />
        <span className="clip">
          Only {name} = {value}
        </span>
      </MenuItem>
      <MenuItem onSelect={() => onTerm({ field, value, out: true })}>
        <FilterX size={14} aria-hidden="true" />
        <span className="clip">
          Without {name} = {value}
        </span>
      </MenuItem>
      <MenuItem onSelect={() => void copy(value)}>
        <Copy size={14} aria-hidden="true" />
        Copy the value
      </MenuItem>
      <MenuItem onSelect={onOpen}>
        <Braces size={14} aria-hidden="true" />
        Open the event
      </MenuItem>
    </PointMenu>
  );
}
