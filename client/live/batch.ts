export type Schedule = (run: () => void) => void;

/** The next animation frame; a hidden tab has none, so there a timer stands in. */
export const nextFrame: Schedule = (run) => {
  if (document.hidden) setTimeout(run, 250);
  else requestAnimationFrame(run);
};

/** Collects what arrives and hands it on once a frame, in order, so that a burst costs one render. */
export function createBatcher<T>(flush: (items: readonly T[]) => void, schedule: Schedule = nextFrame): (item: T) => void {
  let queue: T[] = [];
  const run = () => {
    const items = queue;
    queue = [];
    flush(items);
  };
  return (item) => {
    queue.push(item);
    if (queue.length === 1) schedule(run);
  };
}
