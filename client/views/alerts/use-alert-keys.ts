import type { RefObject } from "react";
import type { GridHandle } from "../../components/grid/grid-handle.ts";
import { useHotkeys } from "../../lib/use-hotkeys.ts";
import type { Action, AlertActions } from "./use-alert-actions.ts";

export interface AlertKeysOptions {
  readonly grid: RefObject<GridHandle | undefined>;
  /** The alert whose drawer is open. */
  readonly opened: string | undefined;
  readonly selected: readonly string[];
  readonly goTo: (id: string) => void;
  readonly close: () => void;
  readonly actions: AlertActions;
}

/** The keys of the alerts page: j/k move, x selects, e and r act on the selection, else on the open or focused alert. */
export function useAlertKeys({ grid, opened, selected, goTo, close, actions }: AlertKeysOptions): void {
  const targets = (): readonly string[] => {
    if (selected.length > 0) return selected;
    const one = opened ?? grid.current?.focused();
    return one === undefined ? [] : [one];
  };
  const move = (step: number) => {
    if (opened !== undefined && grid.current?.focused() === undefined) grid.current?.focus(opened);
    const id = grid.current?.move(step);
    if (opened !== undefined && id !== undefined) goTo(id);
  };
  const act = (action: Action) => () => void actions.run(action, targets());
  const leave = () => {
    if (opened !== undefined) close();
    else grid.current?.clearSelection();
  };
  useHotkeys({
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const id = grid.current?.focused();
      if (id !== undefined) grid.current?.toggle(id);
    },
    e: act("acknowledge"),
    r: act("resolve"),
    Escape: leave,
  });
}
