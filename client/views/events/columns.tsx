import { useStore } from "zustand";
import type { CellProps } from "../../components/grid/cells.ts";
import type { Columns } from "../../components/grid/grid-props.ts";
import { SeverityMark } from "../../components/marks/SeverityMark.tsx";
import { SimulatedTag } from "../../components/marks/SimulatedTag.tsx";
import { formatNumber } from "../../lib/format.ts";
import { isSimulatedEvent } from "../../lib/simulated.ts";
import { preciseClock } from "../../lib/time-text.ts";
import { uiStore } from "../../stores/ui.ts";
import type { EventRow } from "./event-row.ts";

type Cell = CellProps<EventRow>;

const nothing = <span className="muted">–</span>;

function Time({ data }: Cell) {
  const zone = useStore(uiStore, (state) => state.zone);
  if (!data) return null;
  const { timestamp } = data.event;
  return (
    <time dateTime={timestamp} title={timestamp} className="number">
      {preciseClock(Date.parse(timestamp), zone)}
    </time>
  );
}

function Type({ data }: Cell) {
  if (!data) return null;
  return (
    <span className="event-type">
      <span className="clip">{data.event.type}</span>
      {isSimulatedEvent(data.event) ? <SimulatedTag word={false} /> : null}
    </span>
  );
}

function Severity({ data }: Cell) {
  if (!data) return null;
  return data.event.severity ? <SeverityMark kind={data.event.severity} /> : nothing;
}

function Attributes({ data }: Cell) {
  if (!data) return null;
  return (
    <span className="clip event-attributes">
      {Object.entries(data.event.attributes).map(([name, value]) => (
        <span key={name} className="event-attribute" data-field={`attributes.${name}`}>
          <span className="muted">{name}</span> {String(value)}
        </span>
      ))}
    </span>
  );
}

/** Newest on top, by the place in the log. */
export const EVENT_COLUMNS: Columns<EventRow> = [
  {
    colId: "time",
    headerName: "Time",
    width: 124,
    cellRenderer: Time,
    valueGetter: ({ data }) => data?.event.seq ?? 0,
    sort: "desc",
    sortable: false,
  },
  {
    colId: "type",
    headerName: "Type",
    width: 208,
    cellClass: "strong",
    sortable: false,
    cellRenderer: Type,
    valueGetter: ({ data }) => data?.event.type,
  },
  { colId: "source", headerName: "Source", width: 136, sortable: false, valueGetter: ({ data }) => data?.event.source },
  {
    colId: "severity",
    headerName: "Severity",
    width: 104,
    sortable: false,
    cellRenderer: Severity,
    valueGetter: ({ data }) => data?.event.severity,
  },
  { colId: "userId", headerName: "User", width: 104, sortable: false, valueGetter: ({ data }) => data?.event.userId },
  {
    colId: "value",
    headerName: "Value",
    width: 112,
    type: "rightAligned",
    cellClass: "cell-right number",
    sortable: false,
    valueGetter: ({ data }) => data?.event.value,
    valueFormatter: ({ value }) => (typeof value === "number" ? formatNumber(value) : ""),
  },
  {
    colId: "attributes",
    headerName: "Attributes",
    flex: 1,
    minWidth: 240,
    sortable: false,
    cellRenderer: Attributes,
    valueGetter: ({ data }) => (data ? Object.keys(data.event.attributes).length : 0),
  },
];
