import type { Tally } from "../../server/simulator/play.ts";

/** Where a run is told; a terminal gets one moving line, anything else a line now and then. */
export interface Output {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

export interface Progress {
  update(tally: Tally, fraction: number): void;
  /** A line of its own, below what was drawn. */
  say(line: string): void;
  end(): void;
}

const WIDTH = 30;
const REDRAW_MS = 100;
const LINE_EVERY_MS = 10_000;

const grouped = (count: number) => count.toLocaleString("en-US");

export function tallyText({ accepted, duplicates, rejected, unexpected }: Tally): string {
  const meant = rejected > 0 && unexpected === 0 ? " as meant" : "";
  return `accepted ${grouped(accepted)}, duplicates ${grouped(duplicates)}, rejected ${grouped(rejected)}${meant}`;
}

function bar(fraction: number): string {
  const filled = Math.round(Math.min(1, fraction) * WIDTH);
  return `[${"#".repeat(filled)}${"-".repeat(WIDTH - filled)}] ${String(Math.round(Math.min(1, fraction) * 100)).padStart(3)} %`;
}

export function createProgress(output: Output, now: () => number): Progress {
  const everyMs = output.isTTY ? REDRAW_MS : LINE_EVERY_MS;
  let drawnAt = output.isTTY ? Number.NEGATIVE_INFINITY : now();
  let last: string | undefined;
  const clear = () => {
    if (output.isTTY && last !== undefined) output.write("\r\x1b[2K");
  };
  return {
    update(tally, fraction) {
      const line = `${bar(fraction)}  ${tallyText(tally)}`;
      const due = now() - drawnAt >= everyMs;
      if (due) {
        drawnAt = now();
        output.write(output.isTTY ? `\r\x1b[2K${line}` : `${line}\n`);
      }
      last = line;
    },
    say(line) {
      clear();
      output.write(`${line}\n`);
      if (output.isTTY && last !== undefined) output.write(last);
    },
    end() {
      if (output.isTTY && last !== undefined) output.write(`\r\x1b[2K${last}\n`);
      last = undefined;
    },
  };
}
