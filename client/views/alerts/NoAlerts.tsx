import { Link } from "react-router";
import { EmptyState } from "../../components/ui/States.tsx";
import type { AlertFilter } from "../../lib/alert-filter.ts";

/** What stands where there are no alerts to show, and what to do about it. */
export function NoAlerts({ filter }: { filter: AlertFilter }) {
  const isNarrowed = filter.severities.length > 0 || filter.domains.length > 0 || filter.text !== "";
  if (isNarrowed) return <EmptyState title="No alert fits these filters">Clear the filters, or choose another status above.</EmptyState>;
  if (filter.tab === "open" || filter.tab === "all") {
    return (
      <EmptyState title="Nothing is firing" command="npm run simulate -- --scenario credential-stuffing">
        Every metric is within its limits. To see alerts appear here, play a scenario in the <Link to="/simulator">simulator</Link> or in a
        second terminal.
      </EmptyState>
    );
  }
  return <EmptyState title="Nothing here in this time">Choose a longer time range in the top bar, or another status above.</EmptyState>;
}
