import { Filter, FilterX, X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { EventView } from "../../../shared/events.ts";
import { SimulatedTag } from "../../components/marks/SimulatedTag.tsx";
import { IconButton } from "../../components/ui/Button.tsx";
import { RawJson } from "../../components/ui/RawJson.tsx";
import { Moment } from "../../components/ui/Time.tsx";
import { fieldText, type Term } from "../../lib/event-filter.ts";
import { isSimulatedEvent } from "../../lib/simulated.ts";
import "../../components/ui/drawer.css";

const FIELDS = ["type", "source", "severity", "userId", "value", "id"];

/** One event with all its fields; each can be filtered in or out. */
export function EventDrawer({ event, onTerm, onClose }: { event: EventView; onTerm: (term: Term) => void; onClose: () => void }) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  const fields = [...FIELDS, ...Object.keys(event.attributes).map((name) => `attributes.${name}`)];
  return (
    <aside ref={place} className="drawer event-drawer" aria-labelledby="event-title" tabIndex={-1}>
      <header className="drawer-head">
        <div className="drawer-top">
          <span className="muted">
            <Moment iso={event.timestamp} />
          </span>
          {isSimulatedEvent(event) ? <SimulatedTag /> : null}
          <IconButton label="Close (Esc)" className="drawer-close" onClick={onClose}>
            <X size={16} aria-hidden="true" />
          </IconButton>
        </div>
        <h2 id="event-title" className="drawer-title">
          {event.type}
        </h2>
      </header>
      <div className="drawer-body">
        <h3 className="drawer-heading">Fields</h3>
        <dl className="event-fields">
          {fields.map((field) => {
            const value = fieldText(event, field);
            if (value === undefined) return null;
            const name = field.replace(/^attributes\./, "");
            return (
              <div key={field} className="event-field">
                <dt className="muted clip">{name}</dt>
                <dd className="clip" title={value}>
                  {value}
                </dd>
                <dd className="event-field-actions">
                  <IconButton label={`Only ${name} = ${value}`} onClick={() => onTerm({ field, value, out: false })}>
                    <Filter size={14} aria-hidden="true" />
                  </IconButton>
                  <IconButton label={`Without ${name} = ${value}`} onClick={() => onTerm({ field, value, out: true })}>
                    <FilterX size={14} aria-hidden="true" />
                  </IconButton>
                </dd>
              </div>
            );
          })}
        </dl>
        <RawJson value={event} label="The event as JSON" open />
      </div>
    </aside>
  );
}
