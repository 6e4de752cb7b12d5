import { CircleHelp, CircleSlash } from "lucide-react";
import type { QueryAnswer } from "../../../shared/answers.ts";
import { Button } from "../../components/ui/Button.tsx";

const UNSUPPORTED = {
  not_in_data: "This is not in the data",
  read_only: "Nothing can be changed here",
  not_a_question: "This is not a question about the data",
} as const;

/** One question back, with its answers as buttons. */
export function Clarification({
  clarification,
  onAsk,
}: {
  clarification: NonNullable<QueryAnswer["clarification"]>;
  onAsk: (question: string) => void;
}) {
  const { prompt, options } = clarification;
  return (
    <div className="ask-reply">
      <p className="ask-finding">
        <CircleHelp size={18} aria-hidden="true" className="ask-reply-mark" />
        {prompt}
      </p>
      <ul className="ask-options" aria-label="What it could mean">
        {options.map(({ label, question }) => (
          <li key={question}>
            <button type="button" className="ask-option" onClick={() => onAsk(question)}>
              <span className="ask-option-label">{label}</span>
              <span className="muted">{question}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="muted">None of them? Say it in your own words below.</p>
    </div>
  );
}

/** Why there is no answer, and what there are answers to. */
export function Unsupported({
  unsupported,
  onAsk,
}: {
  unsupported: NonNullable<QueryAnswer["unsupported"]>;
  onAsk: (question: string) => void;
}) {
  const { reason, detail, suggestions } = unsupported;
  return (
    <div className="ask-reply">
      <p className="ask-finding">
        <CircleSlash size={18} aria-hidden="true" className="ask-reply-mark" />
        {UNSUPPORTED[reason]}
      </p>
      <p className="ask-detail">{detail}</p>
      {suggestions.length > 0 ? (
        <>
          <p className="muted">What can be asked:</p>
          <ul className="ask-buttons">
            {suggestions.map((question) => (
              <li key={question}>
                <Button onClick={() => onAsk(question)}>{question}</Button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
