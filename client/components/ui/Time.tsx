import { useStore } from "zustand";
import { formatAgo } from "../../lib/format.ts";
import { moment } from "../../lib/time-text.ts";
import { useNow } from "../../lib/use-now.ts";
import { uiStore } from "../../stores/ui.ts";

/** How long ago, with the ISO instant on hover. */
export function Ago({ iso }: { iso: string }) {
  const now = useNow();
  return (
    <time dateTime={iso} title={iso} className="number">
      {formatAgo(Date.parse(iso), now)}
    </time>
  );
}

/** The clock time in the chosen zone, with the ISO instant on hover. */
export function Moment({ iso }: { iso: string }) {
  const zone = useStore(uiStore, (state) => state.zone);
  const now = useNow(60_000);
  return (
    <time dateTime={iso} title={iso} className="number">
      {moment(Date.parse(iso), now, zone)}
    </time>
  );
}
