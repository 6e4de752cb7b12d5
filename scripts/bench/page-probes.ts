import type { Page } from "playwright-core";

/** What a page has noted of itself. Times are in ms; those of `painted` are epoch ms. */
export interface Probed {
  readonly tasks: readonly number[];
  readonly interactions: readonly number[];
  readonly largestPaint: number;
  /** When each text that was looked for had been painted. */
  readonly painted: Readonly<Record<string, number>>;
}

/**
 * Runs in the page before anything else does: notes long tasks, how long interactions took until the next paint, the largest paint,
 * and when the rows that a selector finds have been painted, each by the text in it that a pattern finds.
 */
function probesFor(selector: string, pattern: string): string {
  return `(() => {
    const probed = { tasks: [], interactions: [], largestPaint: 0, painted: {} };
    window.probed = probed;
    const observe = (type, take, options) =>
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options });
    observe("longtask", ({ duration }) => probed.tasks.push(duration));
    observe("event", (entry) => entry.interactionId && probed.interactions.push(entry.duration), { durationThreshold: 16 });
    observe("largest-contentful-paint", ({ startTime }) => (probed.largestPaint = startTime));
    // A message that is sent in a frame is handled after its paint.
    const afterPaint = (run) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = run;
      port2.postMessage(0);
    });
    window.afterPaint = afterPaint;
    const seen = new Set();
    new MutationObserver(() => {
      for (const row of document.querySelectorAll(${JSON.stringify(selector)})) {
        const [text] = new RegExp(${JSON.stringify(pattern)}).exec(row.textContent) ?? [];
        if (text === undefined || seen.has(text)) continue;
        seen.add(text);
        afterPaint(() => (probed.painted[text] = Date.now()));
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  })()`;
}

export async function addProbes(page: Page, selector: string, pattern: string): Promise<void> {
  await page.addInitScript(probesFor(selector, pattern));
}

export function readProbes(page: Page): Promise<Probed> {
  return page.evaluate("window.probed");
}

/** Forgets what has been noted until now. */
export async function clearProbes(page: Page): Promise<void> {
  await page.evaluate("Object.assign(window.probed, { tasks: [], interactions: [] })");
}

/** Bytes of the page's heap that something still needs. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

/** When the first of the rows that are looked for had been painted, ms after the page was asked for. */
export function firstPainted(page: Page): Promise<number> {
  return page.evaluate(`new Promise((resolve) => {
    const look = () => {
      const painted = Object.values(window.probed.painted);
      if (painted.length > 0) resolve(Math.min(...painted) - performance.timeOrigin);
      else window.afterPaint(look);
    };
    look();
  })`);
}

/** How long a click on an element, carried out in the page, takes until the paint after which `done` (an expression) holds. */
export function clickToPaint(page: Page, selector: string, done: string): Promise<number> {
  return page.evaluate(`new Promise((resolve) => {
    const since = performance.now();
    const look = () => window.afterPaint(() => (${done} ? resolve(performance.now() - since) : look()));
    document.querySelector(${JSON.stringify(selector)}).click();
    look();
  })`);
}
