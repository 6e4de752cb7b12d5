import { ChevronDown, X } from "lucide-react";
import { Button } from "../../components/ui/Button.tsx";
import { Menu, MenuTicks } from "../../components/ui/Menu.tsx";
import { SearchField } from "../../components/ui/SearchField.tsx";
import { Segmented } from "../../components/ui/Segmented.tsx";
import { formatNumber } from "../../lib/format.ts";
import { fitsText, inTab, METRIC_TABS, type MetricFilter, type MetricRow, type MetricTab } from "./metric-rows.ts";

const TAB_WORDS: Readonly<Record<MetricTab, string>> = { all: "All", firing: "Firing", quiet: "Quiet", off: "Off" };

/** What the table shows; all of it stands in the address. */
export function MetricFilters({
  rows,
  filter,
  onChange,
}: {
  rows: readonly MetricRow[];
  filter: MetricFilter;
  onChange: (filter: MetricFilter) => void;
}) {
  const fitting = rows.filter((row) => fitsText(row, filter));
  const count = (tab: MetricTab) => fitting.filter((row) => inTab(row, tab)).length;
  const domains = [...new Set(rows.map(({ metric }) => metric.domain).concat(filter.domains))].sort();
  const isNarrowed = filter.domains.length > 0 || filter.text !== "";
  return (
    <div className="filters">
      <Segmented
        label="State"
        value={filter.tab}
        onChoose={(tab) => onChange({ ...filter, tab })}
        choices={METRIC_TABS.map((value) => ({
          value,
          label: (
            <>
              {TAB_WORDS[value]} <span className="filters-count number">{formatNumber(count(value))}</span>
            </>
          ),
        }))}
      />
      <Menu
        label="Domain"
        trigger={
          <Button>
            {filter.domains.length === 0 ? "Domain" : `Domain: ${filter.domains.length === 1 ? filter.domains[0] : filter.domains.length}`}
            <ChevronDown size={14} aria-hidden="true" />
          </Button>
        }
      >
        <MenuTicks
          values={filter.domains}
          choices={domains.map((value) => ({ value, label: value }))}
          onChange={(chosen) => onChange({ ...filter, domains: chosen })}
        />
      </Menu>
      <SearchField
        label="Text in the metric"
        placeholder="Name, event type or field"
        value={filter.text}
        onChange={(text) => onChange({ ...filter, text })}
      />
      {isNarrowed ? (
        <Button variant="quiet" onClick={() => onChange({ ...filter, domains: [], text: "" })}>
          <X size={14} aria-hidden="true" />
          Clear filters
        </Button>
      ) : null}
    </div>
  );
}
