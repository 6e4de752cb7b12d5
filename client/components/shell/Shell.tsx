import { useState } from "react";
import { Route, Routes, useLocation } from "react-router";
import { PAGES } from "../../views/pages.tsx";
import { EmptyState } from "../ui/States.tsx";
import { Toaster } from "../ui/Toaster.tsx";
import { EngineBanner } from "./EngineBanner.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { LiveContext } from "./live-context.ts";
import { type Overlay, Overlays } from "./Overlays.tsx";
import { Rail } from "./Rail.tsx";
import { StaleBanner } from "./StaleBanner.tsx";
import { TopBar } from "./TopBar.tsx";
import { useGoKeys } from "./use-go-keys.ts";
import { useLiveConnection } from "./use-live-connection.ts";
import "./shell.css";

function NotFound() {
  return (
    <EmptyState title="There is no such page">The address may be from another version of the console. The rail has every page.</EmptyState>
  );
}

function Pages() {
  const [, page] = useLocation().pathname.split("/");
  return (
    // A page that failed must not keep the next one from being shown.
    <ErrorBoundary key={page}>
      <Routes>
        {PAGES.map(({ route, View }) => (
          <Route key={route} path={route} element={<View />} />
        ))}
        <Route path="*" element={<NotFound />} />
      </Routes>
    </ErrorBoundary>
  );
}

/** Everything around the pages, and the one connection that they share. */
export function Shell() {
  const live = useLiveConnection();
  const [overlay, setOverlay] = useState<Overlay>();
  useGoKeys();
  return (
    <LiveContext.Provider value={live}>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <div className="shell">
        <Rail />
        <TopBar onSearch={() => setOverlay("palette")} />
        <main id="main" className="main" tabIndex={-1}>
          <StaleBanner />
          <EngineBanner />
          <Pages />
        </main>
      </div>
      <Overlays shown={overlay} onShow={setOverlay} />
      <Toaster />
    </LiveContext.Provider>
  );
}
