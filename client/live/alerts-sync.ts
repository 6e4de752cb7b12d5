import type { Alert } from "../../shared/alerts.ts";
import { type AlertQuery, type AlertsPage, listAlerts } from "../api/alerts.ts";
import { toProblem } from "../api/problem.ts";
import { idle } from "../lib/idle.ts";
import { alertsStore, applyAlerts } from "../stores/alerts.ts";

const OPEN = "pending,firing,acknowledged";
const CLOSED = "resolved,retracted";
/** More than fit on a screen, few enough to be there at once. */
const FIRST_PAGE = 100;
const PAGE = 500;
/** Older closed alerts are found by the history's own search, not kept in the page. */
const CLOSED_PAGES = 4;
const RETRY_MS = 2_000;

export interface AlertsSync {
  /** Reads the open alerts page by page and reports the position of the first page, from where the channel continues. */
  load(): void;
  /** The same, but shows nothing until all is read, and drops what is gone. */
  reload(): void;
  /** Reads the closed alerts that started since an instant (ISO), or all when left out. */
  loadClosed(from: string | undefined): void;
  stop(): void;
}

type ListPage = (query: AlertQuery, signal?: AbortSignal) => Promise<AlertsPage>;

/** Follows the cursor, handing over each page; returns when the list or the number of pages is at its end. */
async function readPages(list: ListPage, query: AlertQuery, pages: number, signal: AbortSignal, take: (page: AlertsPage) => void) {
  let cursor: string | undefined;
  for (let page = 0; page < pages; page++) {
    const limit = page === 0 && pages === Number.POSITIVE_INFINITY ? FIRST_PAGE : PAGE;
    const answer = await list({ ...query, limit, cursor }, signal);
    take(answer);
    if (answer.nextCursor === null) return;
    cursor = answer.nextCursor;
    // Rows that are there are shown before more are read; with many alerts the pages would otherwise keep the browser busy for seconds.
    await idle();
  }
}

export function createAlertsSync(based: (seq: number) => void, list: ListPage = listAlerts): AlertsSync {
  let abort = new AbortController();
  let abortClosed = new AbortController();
  let closedFrom: string | undefined;

  /** Runs a read until it succeeds; while nothing is shown yet the reason is. */
  const persist = async (signal: AbortSignal, read: () => Promise<void>): Promise<void> => {
    try {
      await read();
    } catch (error) {
      if (signal.aborted) return;
      alertsStore.setState({ problem: toProblem(error) });
      setTimeout(() => signal.aborted || persist(signal, read), RETRY_MS);
    }
  };

  const restart = (): AbortSignal => {
    abort.abort();
    abort = new AbortController();
    return abort.signal;
  };

  const load = () => {
    const signal = restart();
    let isFirst = true;
    persist(signal, async () => {
      await readPages(list, { status: OPEN }, Number.POSITIVE_INFINITY, signal, (page) => {
        applyAlerts(page.items);
        alertsStore.setState({ loading: "partial", problem: undefined });
        if (isFirst) based(page.streamSeq);
        isFirst = false;
      });
      alertsStore.setState({ loading: "done" });
    });
  };

  const reload = () => {
    const signal = restart();
    persist(signal, async () => {
      const read: Alert[] = [];
      let position: number | undefined;
      await readPages(list, { status: OPEN }, Number.POSITIVE_INFINITY, signal, (page) => {
        position ??= page.streamSeq;
        read.push(...page.items);
      });
      alertsStore.setState({ byId: new Map(read.map((alert) => [alert.id, alert])), loading: "done", problem: undefined });
      based(position ?? 0);
      loadClosed(closedFrom);
    });
  };

  const loadClosed = (from: string | undefined) => {
    closedFrom = from;
    abortClosed.abort();
    abortClosed = new AbortController();
    const { signal } = abortClosed;
    persist(signal, () => readPages(list, { status: CLOSED, from }, CLOSED_PAGES, signal, (page) => applyAlerts(page.items)));
  };

  return {
    load,
    reload,
    loadClosed,
    stop: () => {
      abort.abort();
      abortClosed.abort();
    },
  };
}
