import type { z } from "zod";
import { type Generator, type GeneratorInput, generatorListSchema, generatorSchema, type scenarioSchema } from "../../shared/generators.ts";
import { request, requestText } from "./http.ts";

const GENERATORS = "/api/v1/alerts/generators";
const SHOWN = 50;

export type ScenarioCard = z.infer<typeof scenarioSchema>;

/** The newest generators, running or ended, and the scenarios that can be played. */
export function listGenerators(signal?: AbortSignal): Promise<{ items: Generator[]; scenarios: ScenarioCard[] }> {
  return request(generatorListSchema, GENERATORS, { query: { limit: SHOWN }, signal });
}

export function startGenerator(input: GeneratorInput): Promise<Generator> {
  return request(generatorSchema, GENERATORS, { method: "POST", body: input });
}

export async function stopGenerator(id: string): Promise<void> {
  await requestText(`${GENERATORS}/${encodeURIComponent(id)}`, { method: "DELETE" });
}
