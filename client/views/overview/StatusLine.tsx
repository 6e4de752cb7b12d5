import { Fragment, useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import { useStore } from "zustand";
import type { Alert } from "../../../shared/alerts.ts";
import { SeverityMark } from "../../components/marks/SeverityMark.tsx";
import { pageAddress } from "../../lib/navigation.ts";
import { type Subject, statusSentence } from "../../lib/status-sentence.ts";
import { alertsStore } from "../../stores/alerts.ts";

function addressOf({ alertId, metricName }: Subject): string {
  return alertId === undefined ? `/alerts?q=${encodeURIComponent(metricName)}` : `/alerts/${alertId}`;
}

/** One sentence that says whether anything is wrong, and what. */
export function StatusLine({ active, isStale }: { active: readonly Alert[]; isStale: boolean }) {
  const loading = useStore(alertsStore, (state) => state.loading);
  const problem = useStore(alertsStore, (state) => state.problem);
  const [params] = useSearchParams();
  const sentence = useMemo(() => statusSentence(active), [active]);
  if (loading === "first") {
    return <h1 className="status-line muted">{problem ? `The alerts could not be read: ${problem.message}.` : "Reading the alerts…"}</h1>;
  }
  return (
    <h1 className={`status-line ${isStale ? "stale" : ""}`}>
      <SeverityMark kind={sentence.severity ?? "ok"} word={false} size={18} />{" "}
      <span className={sentence.severity ? `status-head mark-${sentence.severity}` : "status-head"}>
        {sentence.head}
        {sentence.subjects.length > 0 ? ":" : ""}
      </span>{" "}
      {sentence.subjects.map((subject, index) => (
        <Fragment key={subject.metricName}>
          {index > 0 ? ", " : ""}
          <Link className="status-subject" to={pageAddress(addressOf(subject), params)}>
            {subject.text}
          </Link>
        </Fragment>
      ))}
      <span className="muted">{sentence.tail}</span>
    </h1>
  );
}
