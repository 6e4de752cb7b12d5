import type { TraceStep } from "../../shared/answers.ts";

/** What happened to a question, step by step; each step is told as soon as it is over. */
export interface Trace {
  readonly steps: readonly TraceStep[];
  add(step: TraceStep): void;
}

export function createTrace(onStage?: (step: TraceStep) => void): Trace {
  const steps: TraceStep[] = [];
  return {
    steps,
    add(step) {
      steps.push(step);
      onStage?.(step);
    },
  };
}

/** Milliseconds with three digits behind the point. */
export function elapsedMs(since: number): number {
  return Math.round((performance.now() - since) * 1_000) / 1_000;
}
