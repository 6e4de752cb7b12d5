import { useEffect, useRef } from "react";
import { useGoTo } from "../../lib/navigation.ts";
import { isElsewhere } from "../../lib/use-hotkeys.ts";
import { PAGES } from "../../views/pages.tsx";

const WITHIN_MS = 1_000;

/** `g` and then the page's letter. The letter is taken before the page sees it: there it may acknowledge an alert. */
export function useGoKeys(): void {
  const latest = useGoTo();
  const goTo = useRef(latest);
  useEffect(() => {
    goTo.current = latest;
  });
  useEffect(() => {
    let armedAt = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (isElsewhere(event)) return;
      const isArmed = event.timeStamp - armedAt < WITHIN_MS;
      armedAt = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const page = isArmed ? PAGES.find(({ key }) => key === event.key) : undefined;
      if (!page) return;
      event.preventDefault();
      goTo.current(page.path);
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, []);
}
