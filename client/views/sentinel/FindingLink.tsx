import type { ReactNode } from "react";
import { Link, useLocation, useSearchParams } from "react-router";

/** Leads to a finding of this page, opens it, and brings it into sight. */
export function FindingLink({ id, children }: { id: string; children: ReactNode }) {
  const [params] = useSearchParams();
  const { pathname } = useLocation();
  const next = new URLSearchParams(params);
  next.set("finding", id);
  const show = () => document.getElementById(`finding-${id}`)?.scrollIntoView({ block: "start" });
  return (
    <Link className="scan-citation" to={{ pathname, search: `?${next}` }} replace onClick={show}>
      {children}
    </Link>
  );
}
