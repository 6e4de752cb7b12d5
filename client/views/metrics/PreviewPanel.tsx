import { useCallback } from "react";
import { useSearchParams } from "react-router";
import { useStore } from "zustand";
import type { MetricPreview } from "../../../shared/backtest.ts";
import type { MetricInput } from "../../../shared/metrics.ts";
import { BacktestChart } from "../../components/chart/BacktestChart.tsx";
import { Panel } from "../../components/ui/Page.tsx";
import { Segmented } from "../../components/ui/Segmented.tsx";
import { ErrorState, Skeleton } from "../../components/ui/States.tsx";
import { groupText, valueText } from "../../lib/alert-text.ts";
import { firingMs } from "../../lib/backtest-series.ts";
import { formatNumber, formatSpan, plural } from "../../lib/format.ts";
import { uiStore } from "../../stores/ui.ts";
import { RehearsedAlerts } from "./RehearsedAlerts.tsx";
import { usePreview, variantsOf } from "./use-preview.ts";

function Figure({ label, value, note }: { label: string; value: string; note?: string | undefined }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="number">
        {value}
        {note ? <span className="muted preview-note"> {note}</span> : null}
      </dd>
    </div>
  );
}

/** `2 more, 1 fewer and 1 at another time than version 3`. */
function diffText({ diff }: MetricPreview, against: string): string | undefined {
  if (!diff) return undefined;
  const parts = [
    diff.added.length > 0 ? `${formatNumber(diff.added.length)} more` : "",
    diff.removed.length > 0 ? `${formatNumber(diff.removed.length)} fewer` : "",
    diff.moved.length > 0 ? `${formatNumber(diff.moved.length)} at another time` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? `The same alerts as ${against}.` : `Against ${against}: ${parts.join(", ")}.`;
}

function Figures({ preview }: { preview: MetricPreview }) {
  const fired = preview.alerts.length + preview.omittedAlerts;
  const firing = preview.alerts.reduce((sum, { spans }) => sum + firingMs(spans, preview.to), 0);
  return (
    <dl className="preview-figures">
      <Figure label="Would have fired" value={fired === 1 ? "once" : `${formatNumber(fired)} times`} />
      <Figure label="Firing, all together" value={formatSpan(firing)} />
      <Figure label="Events it selects" value={formatNumber(preview.selectedEvents)} note={`of ${formatNumber(preview.evaluatedEvents)}`} />
    </dl>
  );
}

function Variants({ input, preview, onThreshold }: { input: MetricInput; preview: MetricPreview; onThreshold: (value: number) => void }) {
  const variants = variantsOf(input);
  if (!preview.variants || preview.variants.length !== variants.length || variants.length === 0) return null;
  const { kind } = input.aggregate;
  return (
    <section aria-label="Other thresholds">
      <h3 className="preview-heading">With another threshold</h3>
      <ul className="variants">
        {variants.map(({ threshold = 0 }, index) => (
          <li key={threshold}>
            <button type="button" className="variant" onClick={() => onThreshold(threshold)}>
              <span className="strong number">{valueText(threshold, kind)}</span>
              <span className="muted number">{plural(preview.variants?.[index]?.alerts ?? 0, "alert")}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Legend({ preview }: { preview: MetricPreview }) {
  const [first] = preview.series;
  if (!first) return null;
  const name = groupText(first.group);
  const others = preview.series.length - 1 + preview.omittedGroups;
  return (
    <p className="chart-legend">
      <span className="chart-key">
        <svg width="14" height="10" aria-hidden="true">
          <path d="M0 5h14" stroke="var(--accent)" strokeWidth="2" />
        </svg>
        {name === "" ? "value" : `${name}, the furthest`}
      </span>
      {others > 0 ? (
        <span className="chart-key">
          <svg width="14" height="10" aria-hidden="true">
            <path d="M0 5h14" stroke="var(--muted)" strokeWidth="1.5" />
          </svg>
          {plural(others, "other group")}
        </span>
      ) : null}
      <span className="chart-key">
        <svg width="10" height="10" aria-hidden="true">
          <rect width="10" height="10" rx="2" fill="var(--critical)" />
        </svg>
        would have fired
      </span>
    </p>
  );
}

const HOURS = ["1", "6", "24"] as const;
type Hours = (typeof HOURS)[number];

/** How far back it is tried out, which stands in the address. */
function useHours(): readonly [Hours, (hours: Hours) => void] {
  const [params, setParams] = useSearchParams();
  const hours = HOURS.find((each) => each === params.get("hours")) ?? "24";
  const setHours = (next: Hours) =>
    setParams(
      (current) => {
        const changed = new URLSearchParams(current);
        if (next === "24") changed.delete("hours");
        else changed.set("hours", next);
        return changed;
      },
      { replace: true },
    );
  return [hours, setHours];
}

export interface PreviewPanelProps {
  readonly id: string | undefined;
  readonly input: MetricInput | undefined;
  /** The version that is compared with, when it is not the saved one. */
  readonly compareTo: number | undefined;
  readonly savedVersion: number | undefined;
  readonly onThreshold: (value: number) => void;
}

/** The definition tried out on what has been stored. */
export function PreviewPanel({ id, input, compareTo, savedVersion, onThreshold }: PreviewPanelProps) {
  const [hours, setHours] = useHours();
  const preview = usePreview(id, input, compareTo, Number(hours));
  const zone = useStore(uiStore, (state) => state.zone);
  const kind = input?.aggregate.kind;
  const text = useCallback((value: number) => valueText(value, kind), [kind]);
  const threshold = input && "op" in input.condition ? input.condition.threshold : undefined;
  const against = compareTo === undefined ? `the saved version ${savedVersion ?? ""}`.trim() : `version ${compareTo}`;
  const { data } = preview;
  return (
    <Panel
      id="preview-title"
      title={hours === "1" ? "Tried out on the last hour" : `Tried out on the last ${hours} hours`}
      side={
        <span className="preview-side">
          <span className="muted" role="status">
            {preview.isBehind && input ? "Trying it out…" : ""}
          </span>
          <Segmented
            label="How far back"
            value={hours}
            choices={HOURS.map((value) => ({ value, label: `${value} h` }))}
            onChoose={setHours}
          />
        </span>
      }
    >
      {data && preview.of ? (
        <div className={`panel-body preview ${input ? "" : "stale"}`}>
          <Figures preview={data} />
          {diffText(data, against) ? <p className="muted">{diffText(data, against)}</p> : null}
          {data.limited ? (
            <p className="form-error">It had all the groups that it may; events of further ones were not evaluated.</p>
          ) : null}
          <div>
            <BacktestChart preview={data} threshold={threshold} text={text} zone={zone} onThreshold={onThreshold} />
            <Legend preview={data} />
          </div>
          <Variants input={preview.of} preview={data} onThreshold={onThreshold} />
          <RehearsedAlerts preview={data} text={text} />
        </div>
      ) : null}
      {!data && !input ? <p className="panel-body muted">It is tried out as soon as the definition is complete.</p> : null}
      {!data && input && !preview.error ? <Skeleton lines={8} /> : null}
      {!data && preview.error ? (
        <ErrorState what="It could not be tried out" error={preview.error} onRetry={() => preview.refetch()} />
      ) : null}
    </Panel>
  );
}
