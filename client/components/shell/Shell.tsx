import { lazy, Suspense, useEffect, useState } from "react";
import { Route, Routes } from "react-router";
import { useStore } from "zustand";
import { tokenStore } from "../../api/token.ts";
import { rangeStart } from "../../lib/alert-filter.ts";
import { useGoTo, useRange } from "../../lib/navigation.ts";
import { clock } from "../../lib/time-text.ts";
import { useHotkeys } from "../../lib/use-hotkeys.ts";
import { type Live, startLive } from "../../live/live.ts";
import { connectionStore } from "../../stores/connection.ts";
import { uiStore } from "../../stores/ui.ts";
import { PAGES } from "../../views/pages.tsx";
import { Modal } from "../ui/Modal.tsx";
import { EmptyState, Skeleton } from "../ui/States.tsx";
import { Toaster } from "../ui/Toaster.tsx";
import { useConnection } from "./ConnectionChip.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { LiveContext } from "./live-context.ts";
import { Rail } from "./Rail.tsx";
import { Shortcuts } from "./Shortcuts.tsx";
import { TopBar } from "./TopBar.tsx";
import "./shell.css";

const loadPalette = () => import("./Palette.tsx");
const Palette = lazy(() => loadPalette().then((module) => ({ default: module.Palette })));
const PRELOAD_MS = 2_000;

/** One connection for as long as the same person is signed in. */
function useLiveConnection(): Live | undefined {
  const token = useStore(tokenStore, (state) => state.token);
  const [live, setLive] = useState<Live>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another token is another connection.
  useEffect(() => {
    const started = startLive();
    setLive(started);
    return () => started.stop();
  }, [token]);
  const [range] = useRange();
  useEffect(() => {
    const from = rangeStart(range, Date.now());
    live?.loadClosed(from === undefined ? undefined : new Date(from).toISOString());
  }, [live, range]);
  return live;
}

/** `g` and then the page's letter, within a second. */
function useGoKeys(): Record<string, () => void> {
  const goTo = useGoTo();
  const [armedAt, setArmedAt] = useState(0);
  const keys: Record<string, () => void> = { g: () => setArmedAt(Date.now()) };
  for (const page of PAGES) {
    keys[page.key] = () => {
      if (Date.now() - armedAt < 1_000) goTo(page.path);
    };
  }
  return keys;
}

/** Says that what is on the screen is old, and from when. */
function StaleBanner() {
  const { kind, seconds } = useConnection();
  const lastBeatAt = useStore(connectionStore, (state) => state.link.lastBeatAt);
  const zone = useStore(uiStore, (state) => state.zone);
  if (kind !== "reconnecting" && kind !== "offline") return null;
  return (
    <p className="banner" role="status">
      {kind === "offline" ? "Offline." : "The line is down; reconnecting."}{" "}
      {lastBeatAt === undefined ? "Nothing was received yet." : `What you see is from ${clock(lastBeatAt, zone)}, ${seconds} s ago.`}
    </p>
  );
}

function NotFound() {
  return (
    <EmptyState title="There is no such page">The address may be from another version of the console. The rail has every page.</EmptyState>
  );
}

export function Shell() {
  const live = useLiveConnection();
  const [overlay, setOverlay] = useState<"palette" | "shortcuts">();
  const close = () => setOverlay(undefined);
  useHotkeys({ ...useGoKeys(), "?": () => setOverlay("shortcuts") });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOverlay((current) => (current === "palette" ? undefined : "palette"));
    };
    document.addEventListener("keydown", onKey);
    // Without a server it is loaded when it is opened.
    const preload = setTimeout(() => loadPalette().catch(() => undefined), PRELOAD_MS);
    return () => {
      clearTimeout(preload);
      document.removeEventListener("keydown", onKey);
    };
  }, []);
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
          <ErrorBoundary>
            <Suspense fallback={<Skeleton />}>
              <Routes>
                {PAGES.map(({ route, View }) => (
                  <Route key={route} path={route} element={<View />} />
                ))}
                <Route path="*" element={<NotFound />} />
              </Routes>
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      {overlay === "palette" ? (
        // Open at once, before its content is there: a key pressed meanwhile must not act on what lies below.
        <Modal label="Go to" onClose={close} className="palette">
          <ErrorBoundary>
            <Suspense>
              <Palette onClose={close} />
            </Suspense>
          </ErrorBoundary>
        </Modal>
      ) : null}
      {overlay === "shortcuts" ? <Shortcuts onClose={close} /> : null}
      <Toaster />
    </LiveContext.Provider>
  );
}
