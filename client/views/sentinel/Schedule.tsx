import { useQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { readConfig } from "../../api/system.ts";
import { useCanOperate } from "../../components/shell/session.ts";

/** When scans begin by themselves, or how to make them. */
export function Schedule() {
  const canRead = useCanOperate();
  const config = useQuery({ queryKey: ["config"], queryFn: ({ signal }) => readConfig(signal), staleTime: 600_000, enabled: canRead });
  const cron = config.data?.find(({ name }) => name === "SENTINEL_CRON")?.value;
  if (!config.data) return null;
  return (
    <p className="scan-schedule muted">
      <CalendarClock size={14} aria-hidden="true" />
      {cron ? (
        <span>
          Scans begin by themselves at <code>{cron}</code> (cron, UTC).
        </span>
      ) : (
        <span>
          Scans begin only here. Set <code>SENTINEL_CRON</code>, such as <code>0 6 * * *</code>, and they begin by themselves.
        </span>
      )}
    </p>
  );
}
