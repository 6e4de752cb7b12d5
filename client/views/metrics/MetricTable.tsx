import { ArrowDown } from "lucide-react";
import { Link, useSearchParams } from "react-router";
import { MetricStateMark } from "../../components/marks/MetricStateMark.tsx";
import { SeverityMark } from "../../components/marks/SeverityMark.tsx";
import { useCanAdmin } from "../../components/shell/session.ts";
import { Switch } from "../../components/ui/Switch.tsx";
import { Ago } from "../../components/ui/Time.tsx";
import { formatNumber } from "../../lib/format.ts";
import { pageAddress } from "../../lib/navigation.ts";
import { type MetricRow, type MetricSort, stateOf } from "./metric-rows.ts";
import { useEnable } from "./use-metrics.ts";
import { WorstValue } from "./WorstValue.tsx";

type Enable = ReturnType<typeof useEnable>;

/** One decimal below ten: `0.3`, `4.2`, `27`. */
function firesText(perDay: number): string {
  return formatNumber(perDay < 10 ? Math.round(perDay * 10) / 10 : Math.round(perDay));
}

function Fires({ row: { overview } }: { row: MetricRow }) {
  if (!overview || overview.fires === 0) return <span className="muted">0</span>;
  return <span title={`${formatNumber(overview.fires)} since ${overview.firesSince}`}>{firesText(overview.firesPerDay)}</span>;
}

function Firing({ row: { metric, overview } }: { row: MetricRow }) {
  const [params] = useSearchParams();
  if (!overview || overview.firing === 0) return null;
  return (
    <Link className="number" to={pageAddress(`/alerts?q=${encodeURIComponent(metric.name)}`, params)}>
      {formatNumber(overview.firing)}
      <span className="sr-only"> firing alerts of {metric.name}</span>
    </Link>
  );
}

function Row({ row, enable: { busy, enable } }: { row: MetricRow; enable: Enable }) {
  const { metric, overview } = row;
  const [params] = useSearchParams();
  const canAdmin = useCanAdmin();
  return (
    <tr className={metric.enabled ? "" : "row-over"}>
      <td>
        <MetricStateMark state={stateOf(row)} />
      </td>
      <td className="table-wide">
        <Link className="metric-name" to={pageAddress(`/rules/${metric.id}`, params)}>
          {metric.name}
        </Link>
        <span className="muted metric-about">{metric.description}</span>
      </td>
      <td className="metric-worst">
        <WorstValue row={row} />
      </td>
      <td className="table-number">
        <Firing row={row} />
      </td>
      <td className="table-number number">
        <Fires row={row} />
      </td>
      <td className="table-number muted">{overview?.lastFiredAt ? <Ago iso={overview.lastFiredAt} /> : "never"}</td>
      <td>
        <SeverityMark kind={metric.severity} />
      </td>
      <td className="muted">{metric.domain}</td>
      <td>
        <Switch
          label={`${metric.name} is evaluated`}
          isOn={metric.enabled}
          disabled={!canAdmin || busy === metric.id}
          onChange={(isOn) => enable(metric, isOn)}
        />
      </td>
    </tr>
  );
}

function SortHead({
  sort,
  current,
  onSort,
  children,
  isNumber = false,
}: {
  sort: MetricSort;
  current: MetricSort;
  onSort: (sort: MetricSort) => void;
  children: string;
  isNumber?: boolean;
}) {
  const isCurrent = sort === current;
  const order = sort === "fires" ? "descending" : "ascending";
  return (
    <th scope="col" className={isNumber ? "table-number" : ""} aria-sort={isCurrent ? order : "none"}>
      <button type="button" className="table-sort" onClick={() => onSort(sort)}>
        {children}
        {isCurrent ? <ArrowDown size={12} aria-hidden="true" className={order === "ascending" ? "table-up" : ""} /> : null}
      </button>
    </th>
  );
}

export interface MetricTableProps {
  readonly rows: readonly MetricRow[];
  readonly sort: MetricSort;
  readonly onSort: (sort: MetricSort) => void;
}

/** Every metric, one a row. */
export function MetricTable({ rows, sort, onSort }: MetricTableProps) {
  const enable = useEnable();
  const head = { current: sort, onSort };
  return (
    <table className="table metric-table">
      <thead>
        <tr>
          <SortHead {...head} sort="state">
            State
          </SortHead>
          <SortHead {...head} sort="name">
            Metric
          </SortHead>
          <th scope="col" className="metric-worst">
            Worst now / threshold
          </th>
          <th scope="col" className="table-number">
            Firing
          </th>
          <SortHead {...head} sort="fires" isNumber>
            Fires a day
          </SortHead>
          <th scope="col" className="table-number">
            Last fired
          </th>
          <th scope="col">Severity</th>
          <th scope="col">Domain</th>
          <th scope="col">On</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} enable={enable} />
        ))}
      </tbody>
    </table>
  );
}
