import { ChevronDown, X } from "lucide-react";
import { useMemo } from "react";
import type { Alert } from "../../../shared/alerts.ts";
import { SeverityMark } from "../../components/marks/SeverityMark.tsx";
import { Button } from "../../components/ui/Button.tsx";
import { Menu, MenuTicks } from "../../components/ui/Menu.tsx";
import { SearchField } from "../../components/ui/SearchField.tsx";
import { Segmented } from "../../components/ui/Segmented.tsx";
import { type AlertFilter, matches, STATUS_TABS, type StatusTab } from "../../lib/alert-filter.ts";
import { SEVERITIES_DOWN } from "../../lib/alert-text.ts";
import { formatNumber } from "../../lib/format.ts";

const TAB_WORDS: Readonly<Record<StatusTab, string>> = { open: "Open", acknowledged: "Acknowledged", resolved: "Resolved", all: "All" };

export interface FilterBarProps {
  readonly alerts: ReadonlyMap<string, Alert>;
  readonly filter: AlertFilter;
  readonly from: number | undefined;
  readonly onChange: (filter: AlertFilter) => void;
}

function chosen(label: string, values: readonly string[]): string {
  if (values.length === 0) return label;
  return values.length === 1 ? `${label}: ${values[0]}` : `${label}: ${values.length}`;
}

function useCounts({ alerts, filter, from }: FilterBarProps): Record<StatusTab, number> {
  return useMemo(() => {
    const counts = { open: 0, acknowledged: 0, resolved: 0, all: 0 };
    for (const alert of alerts.values()) {
      for (const tab of STATUS_TABS) if (matches(alert, { ...filter, tab }, from)) counts[tab] += 1;
    }
    return counts;
  }, [alerts, filter, from]);
}

/** What the table shows; all of it stands in the address. */
export function FilterBar(props: FilterBarProps) {
  const { alerts, filter, onChange } = props;
  const counts = useCounts(props);
  const domains = useMemo(
    () => [...new Set([...alerts.values()].map((alert) => alert.domain).concat(filter.domains))].sort(),
    [alerts, filter.domains],
  );
  const isNarrowed = filter.severities.length > 0 || filter.domains.length > 0 || filter.text !== "";
  return (
    <div className="filters">
      <Segmented
        label="Status"
        value={filter.tab}
        onChoose={(tab) => onChange({ ...filter, tab })}
        choices={STATUS_TABS.map((value) => ({
          value,
          label: (
            <>
              {TAB_WORDS[value]} <span className="filters-count number">{formatNumber(counts[value])}</span>
            </>
          ),
        }))}
      />
      <Menu
        label="Severity"
        trigger={
          <Button>
            {chosen("Severity", filter.severities)}
            <ChevronDown size={14} aria-hidden="true" />
          </Button>
        }
      >
        <MenuTicks
          values={filter.severities}
          choices={SEVERITIES_DOWN.map((value) => ({ value, label: <SeverityMark kind={value} /> }))}
          onChange={(severities) => onChange({ ...filter, severities })}
        />
      </Menu>
      <Menu
        label="Domain"
        trigger={
          <Button>
            {chosen("Domain", filter.domains)}
            <ChevronDown size={14} aria-hidden="true" />
          </Button>
        }
      >
        <MenuTicks
          values={filter.domains}
          choices={domains.map((value) => ({ value, label: value }))}
          onChange={(chosenDomains) => onChange({ ...filter, domains: chosenDomains })}
        />
      </Menu>
      <SearchField
        label="Text in the alert"
        placeholder="Metric, group or owner"
        value={filter.text}
        onChange={(text) => onChange({ ...filter, text })}
      />
      {isNarrowed ? (
        <Button variant="quiet" onClick={() => onChange({ ...filter, severities: [], domains: [], text: "" })}>
          <X size={14} aria-hidden="true" />
          Clear filters
        </Button>
      ) : null}
    </div>
  );
}
