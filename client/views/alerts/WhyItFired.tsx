import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useStore } from "zustand";
import type { Alert } from "../../../shared/alerts.ts";
import type { Metric } from "../../../shared/metrics.ts";
import { formatDuration } from "../../../shared/time.ts";
import { alertEvents } from "../../api/alerts.ts";
import { getMetricAt } from "../../api/metrics.ts";
import { WindowChart } from "../../components/chart/WindowChart.tsx";
import { ErrorState, Skeleton } from "../../components/ui/States.tsx";
import { Moment } from "../../components/ui/Time.tsx";
import { valueText } from "../../lib/alert-text.ts";
import { durationWords, formatNumber, plural } from "../../lib/format.ts";
import { ruleSentence } from "../../lib/rule-sentence.ts";
import { windowSeries } from "../../lib/window-series.ts";
import { uiStore } from "../../stores/ui.ts";
import { EvidenceTable } from "./EvidenceTable.tsx";

const MOST_EVENTS = 5_000;
/** While an alert goes on its window moves with every slide; the evidence follows this often. */
const EVIDENCE_EVERY_MS = 10_000;

/** The rule in words; without the definition the alert's own summary says it. */
function Rule({ alert, metric }: { alert: Alert; metric: Metric | undefined }) {
  if (!metric) return <p className="why-rule">{alert.summary}</p>;
  return (
    <p className="why-rule">
      {ruleSentence(metric, alert).map((piece, index) =>
        // The pieces of one sentence never change places.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        piece.strong ? <strong key={index}>{piece.text}</strong> : <span key={index}>{piece.text}</span>,
      )}
    </p>
  );
}

function Facts({ alert }: { alert: Alert }) {
  const length = Date.parse(alert.window.end) - Date.parse(alert.window.start);
  const end = alert.resolvedAt === undefined ? undefined : Date.parse(alert.resolvedAt);
  return (
    <dl className="facts">
      <div>
        <dt>Window</dt>
        <dd>
          <Moment iso={alert.window.start} /> – <Moment iso={alert.window.end} />{" "}
          <span className="muted">({durationWords(formatDuration(length))})</span>
        </dd>
      </div>
      <div>
        <dt>Started</dt>
        <dd>
          <Moment iso={alert.startedAt} />
        </dd>
      </div>
      <div>
        <dt>{end === undefined ? "Last seen" : "Ended"}</dt>
        <dd>
          <Moment iso={alert.resolvedAt ?? alert.lastSeenAt} />
        </dd>
      </div>
    </dl>
  );
}

function barWord(metric: Metric, slideSeconds: number): string {
  const slide = durationWords(formatDuration(slideSeconds * 1_000));
  const { kind, field } = metric.aggregate;
  const what = kind === "count" || (kind === "rate" && !field) ? "events" : `${kind} of ${(field ?? "value").replace(/^attributes\./, "")}`;
  return `${what} in each ${slide}`;
}

/** The events that the alert's value counts, with the window they were counted in; both move on while the alert goes on. */
async function readEvidence(alert: Alert, signal: AbortSignal) {
  const { items, isWhole } = await alertEvents(alert.id, MOST_EVENTS, signal);
  // The window may still be open: what came after the value was computed is not in it yet.
  return { window: alert.window, isWhole, items: items.filter((event) => event.receivedAt <= alert.lastSeenAt) };
}

/** The rule with its numbers, the window, what was counted in it, and the events themselves. */
export function WhyItFired({ alert }: { alert: Alert }) {
  const zone = useStore(uiStore, (state) => state.zone);
  const metric = useQuery({
    queryKey: ["metric", alert.metricId, alert.metricVersion],
    queryFn: ({ signal }) => getMetricAt(alert.metricId, alert.metricVersion, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const events = useQuery({
    queryKey: ["alert-events", alert.id, Math.floor(Date.parse(alert.window.end) / EVIDENCE_EVERY_MS)],
    queryFn: ({ signal }) => readEvidence(alert, signal),
    placeholderData: (previous) => previous,
  });
  const items = events.data?.items;
  const isWhole = events.data?.isWhole ?? false;
  const series = useMemo(
    () => (metric.data && events.data?.isWhole ? windowSeries(metric.data, events.data, events.data.items) : undefined),
    [metric.data, events.data],
  );
  return (
    <section aria-labelledby="why-title">
      <h3 id="why-title" className="drawer-heading">
        Why it fired
      </h3>
      <Rule alert={alert} metric={metric.data} />
      <Facts alert={alert} />
      {series && metric.data ? (
        <WindowChart
          series={series}
          threshold={alert.threshold}
          thresholdText={valueText(alert.threshold ?? null, metric.data.aggregate.kind)}
          zone={zone}
          barWord={barWord(metric.data, series.slideSeconds)}
        />
      ) : null}
      <h3 className="drawer-heading">
        {items
          ? isWhole
            ? plural(items.length, "contributing event")
            : `The newest ${formatNumber(items.length)} contributing events`
          : "Contributing events"}
      </h3>
      {items && items.length > 0 ? <EvidenceTable events={items} /> : null}
      {items?.length === 0 ? (
        <p className="muted">No stored events are left in this window; they may be older than the retention.</p>
      ) : null}
      {events.isPending ? <Skeleton lines={4} /> : null}
      {events.error && !items ? (
        <ErrorState what="The events could not be read" error={events.error} onRetry={() => events.refetch()} />
      ) : null}
    </section>
  );
}
