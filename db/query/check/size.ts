export const MAX_STAGES = 12;
const MAX_DEPTH = 30;
const MAX_NODES = 200;

const children = (value: object) => Object.values(value).filter((child) => typeof child === "object" && child !== null);
const isNode = (value: object) => "kind" in value;

/**
 * Says when a stage is too large to be looked at: expressions and conditions more than 30 deep or more than 200 of them.
 * Walks with a stack of its own, since what it guards against would overflow the engine's.
 */
export function sizeProblem(stage: object): string | undefined {
  const rest: { value: object; depth: number }[] = [{ value: stage, depth: 0 }];
  let nodes = 0;
  for (let next = rest.pop(); next; next = rest.pop()) {
    const depth = next.depth + (isNode(next.value) ? 1 : 0);
    if (isNode(next.value)) nodes++;
    if (nodes > MAX_NODES) return `more than ${MAX_NODES} expressions and conditions; use several stages`;
    if (depth > MAX_DEPTH) return `expressions more than ${MAX_DEPTH} deep`;
    for (const value of children(next.value)) rest.push({ value, depth });
  }
  return undefined;
}
