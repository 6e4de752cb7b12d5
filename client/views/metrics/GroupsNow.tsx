import { useQuery } from "@tanstack/react-query";
import type { Metric } from "../../../shared/metrics.ts";
import { metricValues } from "../../api/metrics.ts";
import { Panel } from "../../components/ui/Page.tsx";
import { groupText, valueText } from "../../lib/alert-text.ts";
import { formatNumber, plural } from "../../lib/format.ts";

const SHOWN = 8;
const EVERY_MS = 2_000;

/** How full the bar is: the value against the threshold, or against the largest value where there is none. */
function fill(value: number | null, threshold: number | undefined, most: number): number {
  const whole = threshold === undefined || threshold <= 0 ? most : threshold;
  return value === null || whole <= 0 ? 0 : Math.min(1, Math.max(0, value / whole));
}

/** The groups nearest to the threshold, or furthest beyond it, as they are now. */
export function GroupsNow({ metric }: { metric: Metric }) {
  const values = useQuery({
    queryKey: ["metric-values", metric.id],
    queryFn: ({ signal }) => metricValues(metric.id, SHOWN, signal),
    refetchInterval: EVERY_MS,
    enabled: metric.enabled,
  });
  const items = values.data?.items ?? [];
  const threshold = "op" in metric.condition ? metric.condition.threshold : undefined;
  const most = Math.max(0, ...items.map(({ value }) => value ?? 0));
  return (
    <Panel
      id="groups-title"
      title="Now"
      side={values.data ? <span className="muted number">{plural(values.data.groups, "group")}</span> : null}
    >
      {items.length === 0 ? (
        <p className="panel-body muted">
          {metric.enabled ? "No event that it selects has come in lately." : "It is switched off; nothing is evaluated."}
        </p>
      ) : (
        <ul className="groups-now">
          {items.map(({ group, value }) => {
            const text = groupText(group);
            return (
              <li key={text} className="group-now">
                <span className="clip" title={text}>
                  {text === "" ? "The whole metric" : text}
                </span>
                <span className="progress">
                  <span className="progress-fill" style={{ width: `${fill(value, threshold, most) * 100}%` }} />
                </span>
                <span className="number group-value">{value === null ? "–" : valueText(value, metric.aggregate.kind)}</span>
              </li>
            );
          })}
          {(values.data?.groups ?? 0) > items.length ? (
            <li className="muted group-more">and {formatNumber((values.data?.groups ?? 0) - items.length)} more</li>
          ) : null}
        </ul>
      )}
    </Panel>
  );
}
