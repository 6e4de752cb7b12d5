import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import type { ScanFound, ScanNode, ScanNodes, ScanTurn } from "./scan-nodes.ts";

const NOTHING: ScanFound = { scope: undefined, missions: [], findings: [], correlations: [], narrative: undefined, template: undefined };

/** One scan going through the graph: what it was asked for, and what the nodes have found, the newer over the older. */
const State = Annotation.Root({
  turn: Annotation<ScanTurn>(),
  found: Annotation<ScanFound, Partial<ScanFound>>({ reducer: (before, more) => ({ ...before, ...more }), default: () => NOTHING }),
});
type Graph = typeof State.State;

function step(node: ScanNode): (state: Graph) => Promise<{ found: Partial<ScanFound> }> {
  return async ({ turn, found }) => {
    turn.request.signal.throwIfAborted();
    return { found: await node(turn, found) };
  };
}

function afterLooking({ found }: Graph): "dive" | "correlate" {
  return found.findings.length > 0 ? "dive" : "correlate";
}

/**
 * ```
 * look ─┬─> dive ──> correlate ──> propose ──> narrate ──> end
 *       └─ nothing found ──┘
 * ```
 * Progress is told by the nodes themselves; there is nothing to resume, so that the graph has no checkpoints.
 */
export function createScanGraph(nodes: ScanNodes): (turn: ScanTurn) => Promise<ScanFound> {
  const graph = new StateGraph(State)
    .addNode("look", step(nodes.look))
    .addNode("dive", step(nodes.dive))
    .addNode("correlate", step(nodes.correlate))
    .addNode("propose", step(nodes.propose))
    .addNode("narrate", step(nodes.narrate))
    .addEdge(START, "look")
    .addConditionalEdges("look", afterLooking, ["dive", "correlate"])
    .addEdge("dive", "correlate")
    .addEdge("correlate", "propose")
    .addEdge("propose", "narrate")
    .addEdge("narrate", END)
    .compile();
  return async (turn) => (await graph.invoke({ turn })).found;
}
