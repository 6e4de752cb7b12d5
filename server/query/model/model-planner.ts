import { z } from "zod";
import type { Catalog } from "../../../shared/catalog.ts";
import type { PlanIssue } from "../../../shared/plan.ts";
import type { Profile } from "../../../shared/profile.ts";
import type { JsonSchema, LanguageModel, ModelMessage, Provider } from "../../llm/ports.ts";
import type { PlanOutcome, PlanRequest } from "../ports.ts";
import { type Proposal, proposalSchema } from "./flat-plan.ts";
import { questionMessage, repairMessages, systemPrompt } from "./prompt.ts";
import { planOf, readProposal } from "./to-plan.ts";

/** What a model has said so far about one question. */
export interface Draft {
  /** The reply as it came. */
  readonly reply: string;
  readonly messages: readonly ModelMessage[];
}

export type ModelOutcome =
  | { readonly ok: true; readonly outcome: PlanOutcome; readonly draft: Draft }
  | { readonly ok: false; readonly issues: readonly PlanIssue[]; readonly draft: Draft };

export interface ModelPlanner {
  readonly provider: Provider;
  /** Asks the model; `repair` goes on from a draft that could not be used. Throws a ModelError. */
  propose(request: PlanRequest, options: ProposeOptions): Promise<ModelOutcome>;
}

export interface ProposeOptions {
  readonly repair?: { readonly draft: Draft; readonly issues: readonly PlanIssue[] };
  readonly signal?: AbortSignal;
}

/** Gemini knows OpenAPI's `nullable` and no other keys about types; OpenAI wants JSON Schema with every object closed. */
const SCHEMAS: Readonly<Record<Provider, () => JsonSchema>> = {
  gemini: () => z.toJSONSchema(proposalSchema, { target: "openapi-3.0", reused: "inline" }),
  openai: () => {
    const { $schema: _dialect, ...schema } = z.toJSONSchema(proposalSchema, { reused: "ref" });
    return schema;
  },
};

function parse(text: string): unknown {
  // Some models wrap JSON in a code block, whatever they are told.
  const bare = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/.exec(text)?.[1] ?? text;
  try {
    return JSON.parse(bare) as unknown;
  } catch {
    return undefined;
  }
}

function outcomeOf(proposal: Proposal): PlanOutcome {
  const { kind, interpretation, options, detail } = proposal;
  switch (kind) {
    case "plan":
      return { kind, plan: planOf(proposal.stages), interpretation, readings: [] };
    case "clarification":
      return { kind, reason: proposal.slot ?? "subject", prompt: proposal.prompt ?? interpretation, options: options.slice(0, 4) };
    case "unsupported":
      return {
        kind,
        reason: proposal.reason ?? "not_in_data",
        detail: detail ?? interpretation,
        suggestions: options.map(({ question }) => question).slice(0, 4),
      };
  }
}

function read(reply: string, messages: readonly ModelMessage[]): ModelOutcome {
  const draft = { reply, messages };
  const json = parse(reply);
  if (json === undefined) return { ok: false, issues: [{ path: "", reason: "the reply is not JSON" }], draft };
  const result = readProposal(json);
  return result.ok ? { ok: true, outcome: outcomeOf(result.proposal), draft } : { ok: false, issues: result.issues, draft };
}

export interface ModelPlannerOptions {
  readonly model: LanguageModel;
  readonly catalog: Catalog;
  /** As it is at the time of the question. */
  readonly profile: () => Profile;
}

/** Plans made by a language model, which sees the catalog, the profile and the conversation, and never a row. */
export function createModelPlanner({ model, catalog, profile }: ModelPlannerOptions): ModelPlanner {
  const schema = { name: "query_plan", json: SCHEMAS[model.provider]() };
  return {
    provider: model.provider,
    async propose(request, { repair, signal }) {
      const messages = repair
        ? [...repair.draft.messages, ...repairMessages(repair.draft.reply, repair.issues)]
        : [questionMessage(request)];
      const system = systemPrompt(catalog, profile(), request.domain);
      const reply = await model.reply({ system, messages, schema, ...(signal && { signal }) });
      return read(reply, messages);
    },
  };
}
