import {
  Activity,
  FlaskConical,
  Gauge,
  LayoutDashboard,
  type LucideIcon,
  MessageCircleQuestion,
  Radar,
  ServerCog,
  Siren,
} from "lucide-react";
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
    path: "/sentinel",
    route: "/sentinel/:scanId?",
    label: "Sentinel",
    icon: Radar,
    key: "n",
    View: page(() => import("./sentinel/Sentinel.tsx").then((module) => module.Sentinel)),
  },
  {
    path: "/ask",
    route: "/ask",
    label: "Ask",
    icon: MessageCircleQuestion,
    key: "q",
    View: page(() => import("./ask/Ask.tsx").then((module) => module.Ask)),
  },
  {
    // `/metrics` itself is what Prometheus reads.
    path: "/rules",
    route: "/rules/:id?",
    label: "Metrics",
    icon: Gauge,
    key: "m",
    View: page(() => import("./metrics/Metrics.tsx").then((module) => module.Metrics)),
  },
  {
    path: "/simulator",
    route: "/simulator",
    label: "Simulator",
    icon: FlaskConical,
    key: "s",
    View: page(() => import("./simulator/Simulator.tsx").then((module) => module.Simulator)),
  },
  {
    path: "/system",
    route: "/system",
    label: "System",
    icon: ServerCog,
    key: "y",
    View: page(() => import("./system/System.tsx").then((module) => module.System)),
  },
];

/** Starts to load the page of an address, so that it comes in while the session is asked for. */
export function preloadPage(pathname: string): void {
  PAGES.find(({ route }) => matchPath(route, pathname))?.View.preload();
}
