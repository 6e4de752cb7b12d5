import { useStore } from "zustand";
import { EmptyState, ErrorState, Skeleton } from "../../components/ui/States.tsx";
import { tailStore } from "../../stores/tail.ts";
import type { History } from "./use-history.ts";

/** What stands where there are no events to show, and why. */
export function NoEvents({ history, isFiltered }: { history: History; isFiltered: boolean }) {
  const isLoading = useStore(tailStore, (state) => state.loading);
  if (isLoading) return <Skeleton lines={12} />;
  if (history.error) return <ErrorState what="The stored events could not be read" error={history.error} onRetry={history.retry} />;
  if (isFiltered) return <EmptyState title="No event fits these filters">Events that fit will appear here as they come in.</EmptyState>;
  return (
    <EmptyState title="No events in this time" command="npm run simulate -- --scenario credential-stuffing">
      Post events to <code>/api/v1/alert</code>, or run a scenario in a second terminal.
    </EmptyState>
  );
}
