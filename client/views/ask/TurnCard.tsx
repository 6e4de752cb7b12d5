import { RotateCw } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../../components/ui/Button.tsx";
import { ErrorState } from "../../components/ui/States.tsx";
import { type Edit, editOf } from "../../lib/reading-span.ts";
import { Answer } from "./Answer.tsx";
import { Clarification, Unsupported } from "./Reply.tsx";
import type { Turn } from "./thread.ts";
import { Working } from "./Working.tsx";

export interface TurnActions {
  readonly onAsk: (question: string) => void;
  readonly onEdit: (edit: Edit) => void;
  readonly onRetry: () => void;
  readonly onCancel: () => void;
}

function Body({ turn, onAsk, onEdit, onRetry, onCancel }: TurnActions & { turn: Turn }) {
  const { state, question, answer, error, stages } = turn;
  if (state === "failed") return <ErrorState what="The question could not be answered" error={error} onRetry={onRetry} />;
  if (state === "cancelled")
    return (
      <div className="ask-reply">
        <p className="muted">Cancelled before there was an answer.</p>
        <div>
          <Button onClick={onRetry}>
            <RotateCw size={14} aria-hidden="true" />
            Ask again
          </Button>
        </div>
      </div>
    );
  if (!answer) return <Working steps={stages} onCancel={onCancel} />;
  if (answer.clarification) return <Clarification clarification={answer.clarification} onAsk={onAsk} />;
  if (answer.unsupported) return <Unsupported unsupported={answer.unsupported} onAsk={onAsk} />;
  return <Answer answer={answer} onEdit={(reading) => onEdit(editOf(question, reading))} />;
}

/** A question and what came of it. */
export function TurnCard({ turn, isNew, ...actions }: TurnActions & { turn: Turn; isNew: boolean }) {
  const place = useRef<HTMLElement>(null);
  // Again when the answer is there: before, the page may have been too short to bring its beginning to the top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another state has another height.
  useEffect(() => {
    if (isNew) place.current?.scrollIntoView({ block: "start" });
  }, [isNew, turn.state]);
  const id = `ask-turn-${turn.id}`;
  return (
    <article ref={place} className={`panel ask-turn ask-turn-${turn.state}`} aria-labelledby={id} aria-busy={turn.state === "working"}>
      <h2 id={id} className="ask-question">
        {turn.question}
      </h2>
      <Body turn={turn} {...actions} />
    </article>
  );
}
