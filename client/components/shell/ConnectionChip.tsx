import { useStore } from "zustand";
import { formatLag, formatNumber, formatRate, plural } from "../../lib/format.ts";
import { clock } from "../../lib/time-text.ts";
import { useNow } from "../../lib/use-now.ts";
import { type ConnectionKind, type ConnectionState, connectionState } from "../../live/connection-state.ts";
import { connectionStore } from "../../stores/connection.ts";
import { uiStore } from "../../stores/ui.ts";
import { Tip } from "../ui/Tip.tsx";

const TICK_MS = 500;
const RECOVERY_SHOWN_MS = 10_000;

const WORDS: Readonly<Record<ConnectionKind, string>> = {
  connecting: "Connecting",
  live: "Live",
  slow: "Slow",
  reconnecting: "Reconnecting",
  offline: "Offline",
};

const MEANING: Readonly<Record<ConnectionKind, string>> = {
  connecting: "Waiting for the first heartbeat of the server.",
  live: "Heartbeats arrive every second.",
  slow: "The last heartbeat is late. Values may be a few seconds old.",
  reconnecting: "The line is down and is being tried again. Nothing is lost: what was missed is read when it is back.",
  offline: "No heartbeat for a long time, or no network. The console keeps trying.",
};

/** The state of the line, recomputed twice a second from the age of the last heartbeat. */
export function useConnection(): ConnectionState {
  const link = useStore(connectionStore, (state) => state.link);
  useNow(TICK_MS);
  // Not the rounded time: it would add a second to every age.
  return connectionState(link, Date.now());
}

/** A shape for each state, told apart without colour. */
function Light({ kind }: { kind: ConnectionKind }) {
  return (
    <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true" focusable="false" className={`light light-${kind}`}>
      {kind === "live" ? <circle cx="6" cy="6" r="4.5" fill="currentColor" /> : null}
      {kind === "slow" ? <path d="M6 1.5a4.5 4.5 0 0 1 0 9z M6 1.5a4.5 4.5 0 0 0 0 9" fill="currentColor" fillOpacity=".9" /> : null}
      {kind === "offline" ? <path d="m2 2 8 8m0-8-8 8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" /> : null}
      {kind === "connecting" || kind === "reconnecting" ? (
        <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="18 9" />
      ) : null}
    </svg>
  );
}

function Details({ state }: { state: ConnectionState }) {
  const { status, link } = useStore(connectionStore);
  const zone = useStore(uiStore, (ui) => ui.zone);
  return (
    <div className="chip-details">
      <p>{MEANING[state.kind]}</p>
      <dl>
        <dt>Last heartbeat</dt>
        <dd>{link.lastBeatAt === undefined ? "none yet" : clock(link.lastBeatAt, zone)}</dd>
        {status ? (
          <>
            <dt>Engine</dt>
            <dd>{status.state}</dd>
            <dt>Waiting to be evaluated</dt>
            <dd>{plural(status.pending, "event")}</dd>
            <dt>Open connections</dt>
            <dd>{formatNumber(status.connections)}</dd>
          </>
        ) : null}
      </dl>
    </div>
  );
}

function useRecoveryText(): string | undefined {
  const now = useNow();
  const recovery = useStore(connectionStore, (state) => state.recovery);
  if (!recovery || now - recovery.at > RECOVERY_SHOWN_MS) return undefined;
  if (recovery.kind === "gap") return "There is a gap: reloaded";
  return recovery.changes === 0 ? "Caught up: no changes" : `Caught up: ${plural(recovery.changes, "change")}`;
}

/** Whether what is on the screen is true now: state of the line, the engine's lag, events a second. */
export function ConnectionChip() {
  const state = useConnection();
  const status = useStore(connectionStore, (store) => store.status);
  const recovery = useRecoveryText();
  const isFresh = state.kind === "live" || state.kind === "slow";
  const word = state.kind === "live" && status && status.state !== "running" ? `Engine ${status.state}` : WORDS[state.kind];
  const since = state.kind === "live" || state.kind === "connecting" ? "" : ` (${state.seconds} s)`;
  return (
    <div className="chip-group">
      <span role="status" className="chip-recovery">
        {recovery}
      </span>
      <Tip text={<Details state={state} />}>
        <button type="button" className={`chip chip-${state.kind}`} data-state-kind={state.kind}>
          <Light kind={state.kind} />
          <span className="chip-word">
            {word}
            {since}
          </span>
          {status ? (
            <span className={`chip-figures ${isFresh ? "" : "stale"}`}>
              <span className="chip-figure">
                <span className="sr-only">lag </span>
                {formatLag(status.lagMs)}
              </span>
              <span className="chip-figure">{formatRate(status.eventsPerSecond)}/s</span>
            </span>
          ) : null}
        </button>
      </Tip>
    </div>
  );
}
