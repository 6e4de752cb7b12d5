import { Activity, LayoutDashboard, type LucideIcon, Siren } from "lucide-react";
import { type ComponentType, lazy } from "react";

export interface PageEntry {
  /** Where the rail leads. */
  readonly path: string;
  /** The route that shows it, with its parameters. */
  readonly route: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Pressed after `g`. */
  readonly key: string;
  readonly View: ComponentType;
}

/** Every page of the console, in the order of the rail. A page that is not listed does not exist. */
export const PAGES: readonly PageEntry[] = [
  {
    path: "/",
    route: "/",
    label: "Overview",
    icon: LayoutDashboard,
    key: "o",
    View: lazy(() => import("./overview/Overview.tsx").then((module) => ({ default: module.Overview }))),
  },
  {
    path: "/alerts",
    route: "/alerts/:id?",
    label: "Alerts",
    icon: Siren,
    key: "a",
    View: lazy(() => import("./alerts/Alerts.tsx").then((module) => ({ default: module.Alerts }))),
  },
  {
    path: "/events",
    route: "/events",
    label: "Events",
    icon: Activity,
    key: "e",
    View: lazy(() => import("./events/Events.tsx").then((module) => ({ default: module.Events }))),
  },
];
