import { Activity, FlaskConical, LayoutDashboard, type LucideIcon, Siren } from "lucide-react";
import type { ComponentType } from "react";
import { matchPath } from "react-router";
import { Skeleton } from "../components/ui/States.tsx";
import { type LazyPart, lazyPart } from "../lib/lazy-part.tsx";

export interface PageEntry {
  /** Where the rail leads. */
  readonly path: string;
  /** The route that shows it, with its parameters. */
  readonly route: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Pressed after `g`. */
  readonly key: string;
  readonly View: LazyPart<object>;
}

const page = (load: () => Promise<ComponentType>) => lazyPart(load, <Skeleton />);

/** Every page of the console, in the order of the rail. A page that is not listed does not exist. */
export const PAGES: readonly PageEntry[] = [
  {
    path: "/",
    route: "/",
    label: "Overview",
    icon: LayoutDashboard,
    key: "o",
    View: page(() => import("./overview/Overview.tsx").then((module) => module.Overview)),
  },
  {
    path: "/alerts",
    route: "/alerts/:id?",
    label: "Alerts",
    icon: Siren,
    key: "a",
    View: page(() => import("./alerts/Alerts.tsx").then((module) => module.Alerts)),
  },
  {
    path: "/events",
    route: "/events",
    label: "Events",
    icon: Activity,
    key: "e",
    View: page(() => import("./events/Events.tsx").then((module) => module.Events)),
  },
  {
    path: "/simulator",
    route: "/simulator",
    label: "Simulator",
    icon: FlaskConical,
    key: "s",
    View: page(() => import("./simulator/Simulator.tsx").then((module) => module.Simulator)),
  },
];

/** Starts to load the page of an address, so that it comes in while the session is asked for. */
export function preloadPage(pathname: string): void {
  PAGES.find(({ route }) => matchPath(route, pathname))?.View.preload();
}
