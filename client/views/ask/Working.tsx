import { Check, LoaderCircle, X } from "lucide-react";
import type { TraceStep } from "../../../shared/answers.ts";
import { Button } from "../../components/ui/Button.tsx";
import { stageTime, stageWords } from "./stages.ts";

/** The stages with their times. */
export function Stages({ steps }: { steps: readonly TraceStep[] }) {
  return steps.map(({ stage, durationMs, attempt, note }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a stage may come several times; they only ever get more.
    <li key={index} className="ask-stage">
      <Check size={14} aria-hidden="true" className="ask-stage-mark" />
      <span>
        {stageWords(stage)}
        {attempt !== undefined && attempt > 1 ? `, attempt ${attempt}` : ""}
      </span>
      <span className="ask-stage-note clip muted">{note}</span>
      <span className="ask-stage-time number muted">{stageTime(durationMs)}</span>
    </li>
  ));
}

/** How far a question is while it is answered. */
export function Working({ steps, onCancel }: { steps: readonly TraceStep[]; onCancel: () => void }) {
  return (
    <div className="ask-working">
      <ol className="ask-stages" aria-label="Stages">
        <Stages steps={steps} />
        <li className="ask-stage muted">
          <LoaderCircle size={14} aria-hidden="true" className="ask-spinner" />
          <span>{steps.length === 0 ? "Reading the question" : "Working"}</span>
        </li>
      </ol>
      <Button className="button-small" onClick={onCancel}>
        <X size={14} aria-hidden="true" />
        Cancel
      </Button>
    </div>
  );
}
