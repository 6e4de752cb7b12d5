const WIDTH = 30;

/** A bar such as `[######----]  60 %  1,200 of 2,000 rows`. */
export function progressText(done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.round(share * WIDTH);
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `[${"#".repeat(filled)}${"-".repeat(WIDTH - filled)}] ${percent} %  ${done.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} rows`;
}

/** Where progress is told. */
export interface ProgressOutput {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** Draws the bar: one moving line on a terminal, elsewhere a line for each quarter. */
export function createProgressBar(output: ProgressOutput): (done: number, total: number) => void {
  let quarter = 0;
  let ended = false;
  return (done, total) => {
    const reached = total === 0 ? 4 : Math.floor((4 * done) / total);
    if (ended || (!output.isTTY && reached <= quarter)) return;
    quarter = reached;
    ended = done >= total;
    const text = progressText(done, total);
    output.write(output.isTTY ? `\r${text}${ended ? "\n" : ""}` : `${text}\n`);
  };
}
