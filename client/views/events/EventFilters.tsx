import { ChevronDown, Gauge, X } from "lucide-react";
import { useMemo } from "react";
import { Link } from "react-router";
import type { EventView } from "../../../shared/events.ts";
import { Button } from "../../components/ui/Button.tsx";
import { Menu, MenuTicks } from "../../components/ui/Menu.tsx";
import { SearchField } from "../../components/ui/SearchField.tsx";
import { fieldText, type Term, termText } from "../../lib/event-filter.ts";

export interface EventFiltersProps {
  readonly items: readonly EventView[];
  readonly terms: readonly Term[];
  readonly text: string;
  readonly onTerm: (term: Term, isOn: boolean) => void;
  readonly onText: (text: string) => void;
}

function ValuesMenu({
  field,
  label,
  items,
  terms,
  onTerm,
}: Pick<EventFiltersProps, "items" | "terms" | "onTerm"> & { field: string; label: string }) {
  const chosen = useMemo(() => terms.filter((term) => term.field === field && !term.out).map((term) => term.value), [terms, field]);
  const values = useMemo(
    () => [...new Set([...items.flatMap((event) => fieldText(event, field) ?? []), ...chosen])].sort(),
    [items, field, chosen],
  );
  const change = (next: readonly string[]) => {
    for (const value of values) {
      if (next.includes(value) !== chosen.includes(value)) onTerm({ field, value, out: false }, next.includes(value));
    }
  };
  return (
    <Menu
      label={label}
      trigger={
        <Button>
          {label}
          <ChevronDown size={14} aria-hidden="true" />
        </Button>
      }
    >
      <MenuTicks values={chosen} choices={values.map((value) => ({ value, label: value }))} onChange={change} />
    </Menu>
  );
}

/** The filter as chips; every one of them stands in the address. */
export function EventFilters(props: EventFiltersProps) {
  const { terms, text, onTerm, onText } = props;
  return (
    <div className="filters">
      <ValuesMenu {...props} field="type" label="Type" />
      <ValuesMenu {...props} field="source" label="Source" />
      <SearchField label="Text in the event" placeholder="Id, user or attribute" value={text} onChange={onText} />
      {terms.map((term) => (
        <button
          key={termText(term)}
          type="button"
          className={`term ${term.out ? "term-out" : ""}`}
          aria-label={`Remove the filter ${termText(term)}`}
          onClick={() => onTerm(term, false)}
        >
          <span className="muted">{term.field.replace(/^attributes\./, "")}</span> {term.out ? "≠" : "="} {term.value}
          <X size={12} aria-hidden="true" />
        </button>
      ))}
      {terms.length > 0 ? (
        <Link
          className="button button-quiet filters-metric"
          to={`/rules/new?${new URLSearchParams(terms.map((term) => ["f", termText(term)]))}`}
        >
          <Gauge size={14} aria-hidden="true" />
          Make a metric of this
        </Link>
      ) : null}
    </div>
  );
}
