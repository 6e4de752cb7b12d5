import { Pencil } from "lucide-react";
import type { QueryAnswer, Reading } from "../../../shared/answers.ts";

const SLOTS: Readonly<Record<Reading["slot"], string>> = {
  measure: "measure",
  subject: "about",
  filter: "only",
  time: "when",
  grouping: "by",
  order: "which",
};

/** What was understood, each part of it to be corrected. */
export function Readings({ answer, onEdit }: { answer: QueryAnswer; onEdit: (reading: Reading) => void }) {
  const { interpretation, readings = [] } = answer;
  return (
    <section className="ask-part" aria-label="How I read it">
      <h3 className="ask-part-title">How I read it</h3>
      <p className="ask-interpretation">{interpretation}</p>
      {readings.length > 0 ? (
        <ul className="ask-chips">
          {readings.map((reading) => (
            <li key={`${reading.slot} ${reading.text}`}>
              <button
                type="button"
                className="ask-chip"
                aria-label={`Correct ${SLOTS[reading.slot]}: ${reading.text}`}
                onClick={() => onEdit(reading)}
              >
                <span className="muted">{SLOTS[reading.slot]}</span>
                <span className="ask-chip-text">{reading.text}</span>
                <Pencil size={11} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
