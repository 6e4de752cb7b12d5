import { useMemo } from "react";
import type { Alert } from "../../../shared/alerts.ts";
import { Moment } from "../../components/ui/Time.tsx";
import { timeline } from "../../lib/timeline.ts";

/** What happened to the alert since it opened. */
export function Timeline({ alert }: { alert: Alert }) {
  const entries = useMemo(() => timeline(alert), [alert]);
  return (
    <section aria-labelledby="timeline-title">
      <h3 id="timeline-title" className="drawer-heading">
        Timeline
      </h3>
      <ol className="timeline">
        {entries.map((entry) => (
          <li key={`${entry.kind}-${entry.at}-${entry.body}`} className={`timeline-entry timeline-${entry.kind}`}>
            <p>
              {entry.text}
              {entry.at ? (
                <span className="muted timeline-at">
                  <Moment iso={entry.at} />
                </span>
              ) : null}
            </p>
            {entry.body ? <p className="timeline-body">{entry.body}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
