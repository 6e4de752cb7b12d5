import { readLogRange } from "../../db/log/log-range.ts";
import type { MetricPreview } from "../../shared/backtest.ts";
import type { StoredEvent } from "../../shared/events.ts";
import type { LogEntry } from "../../shared/log.ts";
import { inputsOf } from "../../streams/replay.ts";
import { alertUuid } from "../runtime/alert-uuid.ts";
import { readsAttributes } from "./fields.ts";
import type { BacktestRequest } from "./ports.ts";
import { Rehearsal } from "./rehearsal.ts";
import { warmUpMs } from "./warm-up.ts";

export interface BacktestSource {
  /** The log's file. */
  readonly file: string;
  readonly latenessMs: number;
  /** Called now and then with the share that has been read and the time of the log there; false ends the run. */
  readonly onPage: (share: number, at: number) => boolean;
}

/** Runs a request over the log, in this thread; undefined when it was ended. Throws `DefinitionFailedError`. */
export function runBacktest(request: BacktestRequest, { file, latenessMs, onPage }: BacktestSource): MetricPreview | undefined {
  const definitions = request.compareTo ? [request.metric, request.compareTo] : [request.metric];
  const warmUp = Math.max(...definitions.map((metric) => warmUpMs(metric, latenessMs)));
  const start = Math.max(0, request.from - warmUp);
  const rehearsal = new Rehearsal(request, { latenessMs, uuid: alertUuid }, start);
  const types = [...new Set(definitions.flatMap((metric) => metric.select.types))];
  const range = {
    from: start,
    to: request.to,
    types,
    attributes: definitions.some(readsAttributes),
    countFrom: request.from,
    latenessMs,
  };
  let evaluated = 0;
  for (const page of readLogRange(file, range)) {
    for (const { input } of inputsOf(entriesOf(page.events))) rehearsal.step(input);
    // Events of other types are not read, but time has gone by with them.
    rehearsal.step({ kind: "tick", at: page.at });
    evaluated += page.counted;
    if (!onPage(page.share, page.at)) return undefined;
  }
  return rehearsal.finish(evaluated);
}

function* entriesOf(events: readonly StoredEvent[]): Generator<LogEntry> {
  for (const event of events) yield { kind: "event", seq: event.seq, at: event.at, event };
}
