import { useMemo } from "react";
import { NavLink, useSearchParams } from "react-router";
import { useStore } from "zustand";
import type { Severity } from "../../../shared/events.ts";
import { SEVERITIES_DOWN } from "../../lib/alert-text.ts";
import { formatNumber } from "../../lib/format.ts";
import { pageAddress } from "../../lib/navigation.ts";
import { alertsStore, isActive } from "../../stores/alerts.ts";
import { PAGES } from "../../views/pages.tsx";
import { Logo } from "./Logo.tsx";
import { useSession } from "./session.ts";
import "../marks/marks.css";

interface Firing {
  readonly count: number;
  readonly worst: Severity | undefined;
}

function useFiring(): Firing {
  const byId = useStore(alertsStore, (state) => state.byId);
  return useMemo(() => {
    const active = [...byId.values()].filter(isActive);
    return { count: active.length, worst: SEVERITIES_DOWN.find((severity) => active.some((alert) => alert.severity === severity)) };
  }, [byId]);
}

/** The pages, with icon and label. */
export function Rail() {
  const firing = useFiring();
  const [params] = useSearchParams();
  const { version } = useSession();
  return (
    <nav className="rail" aria-label="Pages">
      <div className="rail-head">
        <Logo />
      </div>
      <ul className="rail-list">
        {PAGES.map(({ path, label, icon: Icon }) => (
          <li key={path}>
            <NavLink to={pageAddress(path, params)} end={path === "/"} className="rail-link">
              <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
              <span className="rail-label">{label}</span>
              {path === "/alerts" && firing.count > 0 ? (
                <span className={`rail-count mark-${firing.worst}`}>
                  {formatNumber(firing.count)}
                  <span className="sr-only"> firing</span>
                </span>
              ) : null}
            </NavLink>
          </li>
        ))}
      </ul>
      <p className="rail-foot muted">Version {version}</p>
    </nav>
  );
}
