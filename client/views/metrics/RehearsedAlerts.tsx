import type { MetricPreview, RehearsedAlert } from "../../../shared/backtest.ts";
import { Moment } from "../../components/ui/Time.tsx";
import { groupText } from "../../lib/alert-text.ts";
import { firingMs } from "../../lib/backtest-series.ts";
import { formatNumber, formatSpan, plural } from "../../lib/format.ts";

const SHOWN = 50;

type Change = "new" | "gone" | "moved" | undefined;
const CHANGE_WORDS = { new: "new", gone: "no longer", moved: "other time" } as const;

interface Entry {
  readonly alert: RehearsedAlert;
  readonly change: Change;
}

/** The alerts with what has become of each against the other version; those that are gone stand among them. */
function entriesOf({ alerts, diff }: MetricPreview): Entry[] {
  const added = new Set(diff?.added.map(({ id }) => id));
  const moved = new Set(diff?.moved.map(({ id }) => id));
  const changeOf = ({ id }: RehearsedAlert): Change => (added.has(id) ? "new" : moved.has(id) ? "moved" : undefined);
  const entries: Entry[] = [
    ...alerts.map((alert) => ({ alert, change: changeOf(alert) })),
    ...(diff?.removed ?? []).map((alert) => ({ alert, change: "gone" as const })),
  ];
  return entries.sort((a, b) => (a.alert.startedAt < b.alert.startedAt ? 1 : -1));
}

function Row({ entry: { alert, change }, rangeEnd, text }: { entry: Entry; rangeEnd: string; text: (value: number) => string }) {
  const group = groupText(alert.group);
  return (
    <tr className={change === "gone" ? "row-over" : ""}>
      <td className="table-wide" title={group}>
        {group === "" ? "The whole metric" : group}
      </td>
      <td>{change ? <span className={`tag tag-${change}`}>{CHANGE_WORDS[change]}</span> : null}</td>
      <td className="table-number">
        <Moment iso={alert.startedAt} />
      </td>
      <td className="table-number number">{formatSpan(firingMs(alert.spans, rangeEnd))}</td>
      <td className="table-number number">{alert.value === null ? "–" : text(alert.value)}</td>
    </tr>
  );
}

/** What would have fired, the newest first; also what the chart shows, to be read one by one. */
export function RehearsedAlerts({ preview, text }: { preview: MetricPreview; text: (value: number) => string }) {
  const entries = entriesOf(preview);
  const shown = entries.slice(0, SHOWN);
  const left = entries.length - shown.length + preview.omittedAlerts;
  if (entries.length === 0) return <p className="muted">Nothing would have fired in this time.</p>;
  return (
    <section aria-labelledby="rehearsed-title">
      <h3 id="rehearsed-title" className="preview-heading">
        What would have fired
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must be able to do too. */}
      <section className="table-scroll rehearsed" tabIndex={0} aria-label="Alerts that would have fired">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col">
                <span className="sr-only">Change</span>
              </th>
              <th scope="col" className="table-number">
                Started
              </th>
              <th scope="col" className="table-number">
                Fired for
              </th>
              <th scope="col" className="table-number">
                Last value
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((entry) => (
              <Row key={`${entry.alert.id} ${entry.change}`} entry={entry} rangeEnd={preview.to} text={text} />
            ))}
          </tbody>
        </table>
      </section>
      {left > 0 ? <p className="muted">{plural(left, "earlier one")} not listed.</p> : null}
      <p className="sr-only">{formatNumber(entries.length)} in all</p>
    </section>
  );
}
