import { useEffect } from "react";

/** The document's title: the page, with the number of firing alerts in front, so that a tab in the background tells it. */
export function useTitle(page: string, firing = 0): void {
  useEffect(() => {
    document.title = `${firing > 0 ? `(${firing}) ` : ""}${page} · Crowsnest`;
  }, [page, firing]);
}
