import type { Catalog } from "../../../shared/catalog.ts";
import type { PlanIssue } from "../../../shared/plan.ts";
import type { Profile } from "../../../shared/profile.ts";
import type { ModelMessage } from "../../llm/ports.ts";
import type { PlanRequest } from "../ports.ts";
import { describeCatalog } from "./describe-catalog.ts";
import { INSTRUCTIONS } from "./instructions.ts";

/** A longer plan of the turn before, or reply of the model, is left out: it would crowd out the rest. */
const MOST_CHARACTERS = 4_000;
/** The first issues are what the others follow from. */
const MOST_ISSUES = 12;

/** The part of the prompt that is the same for every question of a domain. */
export function systemPrompt(catalog: Catalog, profile: Profile, domain: string): string {
  const { label, prompt } = catalog.domains.find(({ id }) => id === domain) ?? { label: domain, prompt: "" };
  return `${INSTRUCTIONS}\n\nThe data\n${describeCatalog(catalog, profile)}\n\nThe question is of the domain ${label}. ${prompt}`;
}

function short(json: unknown): string | undefined {
  const text = JSON.stringify(json);
  return text.length <= MOST_CHARACTERS ? text : undefined;
}

/** The question and what it may refer back to; what people wrote only as JSON strings, so that it cannot end its own quotation. */
export function questionMessage({ question, asOf, previous }: PlanRequest): ModelMessage {
  const before = previous
    ? [
        `Previous question: ${JSON.stringify(previous.question)}`,
        `It was read as: ${JSON.stringify(previous.interpretation)}`,
        `Its plan, in the compiled form: ${short(previous.plan) ?? "(too long)"}`,
        "If the question now refers back to it, change that plan; else ignore it.",
      ]
    : [];
  return { role: "user", text: [`asOf: ${asOf}`, ...before, `Question: ${JSON.stringify(question)}`].join("\n") };
}

/** Asks for another try, with what is wrong with the last one. */
export function repairMessages(reply: string, issues: readonly PlanIssue[]): ModelMessage[] {
  const told = issues.slice(0, MOST_ISSUES).map(({ path, reason }) => `- ${path}: ${reason}`);
  return [
    ...(reply !== "" && reply.length <= MOST_CHARACTERS ? [{ role: "model", text: reply } as const] : []),
    { role: "user", text: `That could not be used:\n${told.join("\n")}\nAnswer again with all of it put right.` },
  ];
}
