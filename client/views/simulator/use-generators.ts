import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Generator, GeneratorInput } from "../../../shared/generators.ts";
import { listGenerators, startGenerator, stopGenerator } from "../../api/generators.ts";
import { showProblem, showToast } from "../../stores/toasts.ts";
import { scenarioTitle } from "./scenario-text.ts";

const WHILE_RUNNING_MS = 1_000;
const AT_REST_MS = 10_000;

const isRunning = (generator: Generator) => generator.state === "running";

/** The generators and scenarios, read every second while one runs. */
export function useGenerators() {
  return useQuery({
    queryKey: ["generators"],
    queryFn: ({ signal }) => listGenerators(signal),
    refetchInterval: ({ state }) => (state.data?.items.some(isRunning) ? WHILE_RUNNING_MS : AT_REST_MS),
  });
}

export interface GeneratorActions {
  readonly isBusy: boolean;
  start(input: GeneratorInput): Promise<void>;
  stop(generator: Generator): Promise<void>;
}

export function useGeneratorActions(): GeneratorActions {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const run = async (what: string, action: () => Promise<string>) => {
    setBusy(true);
    try {
      showToast({ tone: "ok", text: await action() });
    } catch (error) {
      showProblem(what, error);
    } finally {
      setBusy(false);
      client.invalidateQueries({ queryKey: ["generators"] });
      client.invalidateQueries({ queryKey: ["engine"] });
    }
  };
  return {
    isBusy,
    start: (input) =>
      run("Could not start", async () => {
        await startGenerator(input);
        return `Started: ${scenarioTitle(input.scenario)}`;
      }),
    stop: (generator) =>
      run("Could not stop", async () => {
        await stopGenerator(generator.id);
        return `Stopped: ${scenarioTitle(generator.scenario)}`;
      }),
  };
}
