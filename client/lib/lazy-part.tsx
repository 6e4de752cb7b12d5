import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { whenIdle } from "./idle.ts";

/** Waits between the attempts to load a part; a server that restarts is back within them. */
const WAITS_MS = [300, 1_000, 3_000];
/** Nothing is preloaded while the page itself is still coming up. */
const QUIET_MS = 1_500;

const ignore = () => undefined;
const preloads: (() => Promise<void>)[] = [];

export type LazyPart<P extends object> = ComponentType<P> & {
  /** Loads it now. Never throws: what fails is tried again when it is shown, which says why. */
  preload(): Promise<void>;
};

/** Runs a load again after each wait until it succeeds. Throws the error of the last attempt. */
export async function retried<T>(load: () => Promise<T>, waits: readonly number[] = WAITS_MS): Promise<T> {
  for (const wait of waits) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return load();
}

/**
 * A component that is loaded when it is first shown, or before that when the browser is idle; `fallback` stands in until then. It does
 * two things that React's `lazy` does not: a failure is not for ever, showing the part again tries again; and what has arrived is shown
 * at once, where Suspense keeps a fallback that it has shown for 300 ms.
 */
export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>, fallback: ReactNode = null): LazyPart<P> {
  let loaded: ComponentType<P> | undefined;
  let pending: Promise<void> | undefined;
  const start = () => {
    pending ??= retried(load).then(
      (component) => {
        loaded = component;
      },
      (error: unknown) => {
        pending = undefined;
        throw error;
      },
    );
    return pending;
  };
  const preload = () => start().then(ignore, ignore);
  preloads.push(preload);
  // biome-ignore lint/correctness/noComponentHookFactories: it is called once a part, at the top of a module, as React's own `lazy` is.
  function Part(props: P) {
    const [outcome, setOutcome] = useState<{ readonly error?: unknown }>({});
    useEffect(() => {
      if (loaded) return;
      let isGone = false;
      const tell = (next: { error?: unknown }) => isGone || setOutcome(next);
      start().then(
        () => tell({}),
        (error: unknown) => tell({ error }),
      );
      return () => {
        isGone = true;
      };
    }, []);
    // For the error boundary around it.
    if (outcome.error !== undefined) throw outcome.error;
    const Loaded = loaded;
    return Loaded ? <Loaded {...props} /> : fallback;
  }
  return Object.assign(Part, { preload });
}

/** Loads every part one after the other while nothing else is to be done, so that the console works while its server is away. Returns what ends that. */
export function preloadParts(): () => void {
  let isStopped = false;
  const queue = [...preloads];
  const next = () => {
    const load = queue.shift();
    if (!load || isStopped) return;
    load().then(() => whenIdle(next));
  };
  const timer = setTimeout(() => whenIdle(next), QUIET_MS);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
