import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { roundStep, roundTo } from "../../lib/backtest-series.ts";

const PAGE_STEPS = 10;

export interface ThresholdHandleProps {
  readonly value: number;
  /** Values at the bottom and at the top of the plot. */
  readonly range: readonly [number, number];
  readonly text: (value: number) => string;
  readonly onChange: (value: number) => void;
}

/** The dashed threshold over a plot: dragged by pointer, moved by the arrow keys. Told when it is let go. */
export function ThresholdHandle({ value, range, text, onChange }: ThresholdHandleProps) {
  const place = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<number>();
  const [low, high] = range;
  const step = roundStep(range);
  const shown = dragged ?? value;
  const clamp = (wanted: number) => roundTo(Math.min(high, Math.max(low, wanted)), step);
  const valueAt = (event: PointerEvent) => {
    const box = place.current?.getBoundingClientRect();
    return box ? clamp(high - ((event.clientY - box.top) / box.height) * (high - low)) : value;
  };
  const press = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setDragged(value);
  };
  const drop = () => {
    if (dragged !== undefined && dragged !== value) onChange(dragged);
    setDragged(undefined);
  };
  const key = (event: KeyboardEvent) => {
    const steps = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: PAGE_STEPS, PageDown: -PAGE_STEPS }[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    onChange(clamp(value + steps * step));
  };
  return (
    <div ref={place} className="threshold-place">
      <div
        role="slider"
        tabIndex={0}
        aria-label="Threshold"
        aria-orientation="vertical"
        aria-valuemin={low}
        aria-valuemax={high}
        aria-valuenow={shown}
        aria-valuetext={text(shown)}
        className={`threshold ${dragged === undefined ? "" : "threshold-dragged"}`}
        style={{ top: `${((high - shown) / (high - low)) * 100}%` }}
        onPointerDown={press}
        onPointerMove={(event) => dragged !== undefined && setDragged(valueAt(event))}
        onPointerUp={drop}
        onPointerCancel={() => setDragged(undefined)}
        onKeyDown={key}
      >
        <span className="threshold-label number">{text(shown)}</span>
      </div>
    </div>
  );
}
