import { createStore, type StoreApi } from "zustand/vanilla";
import type { QueryAnswer, TraceStep } from "../../../shared/answers.ts";
import type { Asking, AskingOptions } from "../../api/ask.ts";
import { toProblem } from "../../api/problem.ts";

/** A question of the thread and how far it is. */
export interface Turn {
  readonly id: number;
  readonly question: string;
  readonly state: "waiting" | "working" | "done" | "failed" | "cancelled";
  readonly stages: readonly TraceStep[];
  readonly answer?: QueryAnswer;
  readonly error?: unknown;
}

/** What the address asks for. */
export interface Wanted {
  readonly questions: readonly string[];
  readonly domain: string | undefined;
}

export interface Thread {
  readonly turns: StoreApi<readonly Turn[]>;
  /** Shows the answers to these questions: those that follow what is there already are asked, others begin a new conversation. */
  show(wanted: Wanted): void;
  /** Asks again where it stopped; the whole thread when the server no longer knows the conversation. */
  retry(): void;
  cancel(): void;
}

type Ask = (asking: Asking, options: AskingOptions) => Promise<QueryAnswer>;

let ids = 0;
const waiting = (question: string): Turn => ({ id: ++ids, question, state: "waiting", stages: [] });

function continues(turns: readonly Turn[], { questions, domain }: Wanted, shown: Wanted | undefined): boolean {
  return (
    domain === shown?.domain && turns.length <= questions.length && turns.every(({ question }, index) => question === questions[index])
  );
}

/** A conversation in which one question is asked after the other. */
export function createThread(ask: Ask): Thread {
  const turns = createStore<readonly Turn[]>(() => []);
  let shown: Wanted | undefined;
  let running: AbortController | undefined;

  const change = (id: number, fields: Partial<Turn>) =>
    turns.setState((all) => all.map((turn) => (turn.id === id ? { ...turn, ...fields } : turn)), true);

  function conversation(): string | undefined {
    return turns.getState().findLast(({ answer }) => answer !== undefined)?.answer?.conversationId;
  }

  async function answer({ id, question }: Turn, signal: AbortSignal): Promise<boolean> {
    const stages: TraceStep[] = [];
    const onStage = (step: TraceStep) => {
      stages.push(step);
      change(id, { stages: [...stages] });
    };
    change(id, { state: "working", stages: [] });
    try {
      const found = await ask({ question, domain: shown?.domain, conversationId: conversation() }, { signal, onStage });
      change(id, { state: "done", answer: found });
      return true;
    } catch (error) {
      change(id, signal.aborted ? { state: "cancelled" } : { state: "failed", error });
      return false;
    }
  }

  async function run(): Promise<void> {
    const controller = new AbortController();
    running = controller;
    for (;;) {
      const next = turns.getState().find(({ state }) => state === "waiting");
      if (!next || controller.signal.aborted || !(await answer(next, controller.signal))) break;
    }
    if (running === controller) running = undefined;
  }

  function begin(questions: readonly string[]): void {
    running?.abort();
    running = undefined;
    turns.setState(questions.map(waiting), true);
    if (questions.length > 0) void run();
  }

  return {
    turns,
    show(wanted) {
      const before = turns.getState();
      const goesOn = continues(before, wanted, shown);
      shown = wanted;
      if (!goesOn) return begin(wanted.questions);
      const more = wanted.questions.slice(before.length);
      if (more.length === 0) return;
      turns.setState([...before, ...more.map(waiting)], true);
      if (!running) void run();
    },
    retry() {
      const stopped = turns.getState().find(({ state }) => state === "failed" || state === "cancelled");
      if (!stopped) return;
      if (stopped.error !== undefined && toProblem(stopped.error).status === 404) return begin(shown?.questions ?? []);
      turns.setState((all) => all.map((turn) => (turn.id === stopped.id ? { ...waiting(turn.question), id: turn.id } : turn)), true);
      void run();
    },
    cancel() {
      running?.abort();
    },
  };
}
