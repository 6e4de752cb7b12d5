import { useState } from "react";
import { useStore } from "zustand";
import type { EventView } from "../../../shared/events.ts";
import { Button } from "../../components/ui/Button.tsx";
import { formatNumber } from "../../lib/format.ts";
import { preciseClock } from "../../lib/time-text.ts";
import { uiStore } from "../../stores/ui.ts";

const FIRST = 8;
/** A drawer is no place for thousands of rows; the Events page has them all. */
const MOST = 200;

function attributesText(event: EventView): string {
  return Object.entries(event.attributes)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join("  ");
}

/** The events that were counted, newest first. */
export function EvidenceTable({ events }: { events: readonly EventView[] }) {
  const zone = useStore(uiStore, (state) => state.zone);
  const [isWhole, setWhole] = useState(false);
  const hasValue = events.some((event) => event.value !== null);
  const hasTypes = new Set(events.map((event) => event.type)).size > 1;
  const hasUser = events.some((event) => event.userId !== null);
  const shown = events.slice(0, isWhole ? MOST : FIRST);
  return (
    <>
      <div className="evidence">
        <table>
          <thead>
            <tr>
              <th scope="col">Time</th>
              {hasTypes ? (
                <th scope="col" className="evidence-type">
                  Type
                </th>
              ) : null}
              {hasUser ? (
                <th scope="col" className="evidence-user">
                  User
                </th>
              ) : null}
              {hasValue ? (
                <th scope="col" className="evidence-number">
                  Value
                </th>
              ) : null}
              <th scope="col">Attributes</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((event) => (
              <tr key={event.seq}>
                <td>
                  <time dateTime={event.timestamp} title={event.timestamp} className="number">
                    {preciseClock(Date.parse(event.timestamp), zone)}
                  </time>
                </td>
                {hasTypes ? <td>{event.type}</td> : null}
                {hasUser ? <td>{event.userId ?? <span className="muted">–</span>}</td> : null}
                {hasValue ? (
                  <td className="evidence-number number">
                    {event.value === null ? <span className="muted">–</span> : formatNumber(event.value)}
                  </td>
                ) : null}
                <td className="muted clip" title={attributesText(event)}>
                  {attributesText(event)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {events.length > FIRST ? (
        <Button className="button-small" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Show fewer" : events.length > MOST ? `Show the newest ${MOST}` : `Show all ${events.length}`}
        </Button>
      ) : null}
    </>
  );
}
