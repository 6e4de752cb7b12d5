import type { Alert } from "../../../shared/alerts.ts";
import { AlertValue } from "../../components/AlertValue.tsx";
import type { CellProps } from "../../components/grid/cells.ts";
import type { Columns } from "../../components/grid/grid-props.ts";
import { SeverityMark } from "../../components/marks/SeverityMark.tsx";
import { SimulatedTag } from "../../components/marks/SimulatedTag.tsx";
import { StatusMark } from "../../components/marks/StatusMark.tsx";
import { Ago } from "../../components/ui/Time.tsx";
import { alertTitle, groupText, severityRank } from "../../lib/alert-text.ts";
import { formatNumber, formatSpan } from "../../lib/format.ts";
import { isSimulatedAlert } from "../../lib/simulated.ts";
import { useNow } from "../../lib/use-now.ts";
import { isOpen } from "../../stores/alerts.ts";

type Cell = CellProps<Alert>;

function Severity({ data }: Cell) {
  return data ? <SeverityMark kind={data.severity} /> : null;
}

function Status({ data }: Cell) {
  return data ? <StatusMark status={data.status} /> : null;
}

function Name({ data }: Cell) {
  if (!data) return null;
  const group = groupText(data.group);
  return (
    <span className="alert-name">
      <span className="clip" title={data.summary}>
        <span className="strong">{data.metricName}</span>
        {group ? <span className="muted alert-group">{group}</span> : null}
      </span>
      {isSimulatedAlert(data) ? <SimulatedTag word={false} /> : null}
    </span>
  );
}

function Value({ data }: Cell) {
  if (!data) return null;
  return (
    <span className={isOpen(data) ? "strong" : ""}>
      <AlertValue alert={data} />
    </span>
  );
}

function Started({ data }: Cell) {
  return data ? <Ago iso={data.startedAt} /> : null;
}

/** How long the alert has lasted (or lasted), in milliseconds. */
function lasted(alert: Alert, now: number): number {
  return (alert.resolvedAt === undefined ? now : Date.parse(alert.resolvedAt)) - Date.parse(alert.startedAt);
}

function Duration({ data }: Cell) {
  const now = useNow();
  return data ? <span className="number">{formatSpan(lasted(data, now))}</span> : null;
}

function Owner({ data }: Cell) {
  const owner = data?.assignedTo ?? data?.acknowledgedBy;
  return owner === undefined ? <span className="muted">Nobody</span> : <span className="clip">{owner}</span>;
}

/** Severity first, then age; a click on another header sorts by that. */
export const ALERT_COLUMNS: Columns<Alert> = [
  {
    colId: "severity",
    headerName: "Severity",
    width: 108,
    cellRenderer: Severity,
    valueGetter: ({ data }) => (data ? severityRank(data.severity) : 0),
    sort: "desc",
    sortIndex: 0,
  },
  { colId: "status", headerName: "Status", width: 136, cellRenderer: Status, valueGetter: ({ data }) => data?.status },
  {
    colId: "alert",
    headerName: "Alert",
    flex: 1,
    minWidth: 220,
    cellRenderer: Name,
    valueGetter: ({ data }) => (data ? alertTitle(data) : ""),
  },
  {
    colId: "value",
    headerName: "Value / threshold",
    width: 148,
    type: "rightAligned",
    cellClass: "cell-right",
    cellRenderer: Value,
    valueGetter: ({ data }) => data?.value ?? null,
  },
  {
    colId: "started",
    headerName: "Started",
    width: 112,
    type: "rightAligned",
    cellClass: "cell-right",
    cellRenderer: Started,
    valueGetter: ({ data }) => data?.startedAt,
    sort: "desc",
    sortIndex: 1,
  },
  {
    colId: "duration",
    headerName: "Duration",
    width: 104,
    type: "rightAligned",
    cellClass: "cell-right",
    cellRenderer: Duration,
    valueGetter: ({ data }) => (data ? lasted(data, Date.now()) : 0),
  },
  {
    colId: "occurrences",
    headerName: "Opened",
    width: 92,
    type: "rightAligned",
    cellClass: "cell-right number",
    valueGetter: ({ data }) => data?.occurrences ?? 0,
    valueFormatter: ({ value }) => `${formatNumber(Number(value))}×`,
  },
  {
    colId: "owner",
    headerName: "Owner",
    width: 120,
    cellRenderer: Owner,
    valueGetter: ({ data }) => data?.assignedTo ?? data?.acknowledgedBy ?? "",
  },
];
