import { AsyncLocalStorageProviderSingleton as storage } from "@langchain/core/singletons";
import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import type { Findings, Found, Node, Noted, Turn } from "./state.ts";
import { elapsedMs } from "./trace.ts";

/** The steps of a question, by the name they have in the trace. */
export interface Nodes {
  readonly plan: Node;
  /** Undefined without a model. */
  readonly model: Node<"rules"> | undefined;
  readonly check: Node<"outcome" | "rules" | "planner">;
  readonly compile: Node<"checked">;
  readonly guard: Node<"compiled">;
  readonly execute: Node<"checked" | "compiled" | "guarded">;
  readonly visualize: Node<"outcome" | "result">;
  readonly explain: Node<"outcome" | "result">;
}

/** One question going through the graph: the turn, and what the nodes have found, the newer over the older. */
const State = Annotation.Root({
  turn: Annotation<Turn>(),
  found: Annotation<Found>({ reducer: (before, more) => ({ ...before, ...more }), default: () => ({}) }),
});
type Graph = typeof State.State;

/** A node with its time in the trace. What it needs has been found by the nodes on the way to it: the edges see to that. */
function timed<Needs extends keyof Findings>(stage: string, node: Node<Needs>): (state: Graph) => Promise<{ found: Found }> {
  return async ({ turn, found }) => {
    turn.signal?.throwIfAborted();
    const since = performance.now();
    const noted: Noted = await node(turn, found as Found & Pick<Findings, Needs>);
    const attempt = stage === "model" ? { attempt: noted.found.attempts ?? 1 } : {};
    turn.trace.add({ stage, durationMs: elapsedMs(since), ...attempt, ...(noted.note !== undefined && { note: noted.note }) });
    return { found: noted.found };
  };
}

const isPlan = ({ found }: Graph): boolean => found.outcome?.kind === "plan";

function afterPlanning(state: Graph): "model" | "check" | typeof END {
  if (state.found.ask) return "model";
  return isPlan(state) ? "check" : END;
}

/** A proposal with issues goes back to the model; where there is nothing left to try, the rules' reading is checked or told. */
function afterCheck(state: Graph): "model" | "check" | "compile" | typeof END {
  if (state.found.ask) return "model";
  if (!isPlan(state)) return END;
  return state.found.checked ? "compile" : "check";
}

const afterGuard = (state: Graph): "execute" | typeof END => (isPlan(state) ? "execute" : END);

/**
 * Around every part of a step LangChain makes a node of a trace for LangSmith, whether or not anything is traced; it takes as long as
 * all the rest that the library does. Its own switch for that is not passed on from outside.
 */
function withoutRunTrees(): void {
  const runWithConfig = storage.runWithConfig.bind(storage);
  storage.runWithConfig = (config, callback) => runWithConfig(config, callback, true);
}

withoutRunTrees();

/** More steps than any way through the graph has: 3 calls of a model with their checks, the fallback, and the way to the end. */
const MOST_STEPS = 30;

/**
 * ```
 *            ┌── repair ──┐
 * plan ─┬─> model ──> check ──> compile ──> guard ──> execute ──> visualize ──> explain ──> end
 *       ├───────────────┘ │                   │
 *       └── clarification, unsupported ───────┴──> end
 * ```
 * Made once: compiling a graph takes longer than most questions. There is nothing to resume, so that it has no checkpoints.
 */
export function createGraph(nodes: Nodes): (turn: Turn) => Promise<Found> {
  const missing: Node<"rules"> = () => {
    throw new Error("no model is configured");
  };
  const graph = new StateGraph(State)
    .addNode("plan", timed("plan", nodes.plan))
    .addNode("model", timed("model", nodes.model ?? missing))
    .addNode("check", timed("check", nodes.check))
    .addNode("compile", timed("compile", nodes.compile))
    .addNode("guard", timed("guard", nodes.guard))
    .addNode("execute", timed("execute", nodes.execute))
    .addNode("visualize", timed("visualize", nodes.visualize))
    .addNode("explain", timed("explain", nodes.explain))
    .addEdge(START, "plan")
    .addConditionalEdges("plan", afterPlanning, ["model", "check", END])
    .addConditionalEdges("model", afterPlanning, ["model", "check", END])
    .addConditionalEdges("check", afterCheck, ["model", "check", "compile", END])
    .addEdge("compile", "guard")
    .addConditionalEdges("guard", afterGuard, ["execute", END])
    .addEdge("execute", "visualize")
    .addEdge("visualize", "explain")
    .addEdge("explain", END)
    .compile();
  return async (turn) => (await graph.invoke({ turn, found: {} }, { recursionLimit: MOST_STEPS })).found;
}
