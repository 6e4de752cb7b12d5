import type { Catalog } from "../../../shared/catalog.ts";
import type { PlanIssue } from "../../../shared/plan.ts";
import type { Profile } from "../../../shared/profile.ts";
import { jsonSchemaFor } from "../../llm/json-schema.ts";
import { type LanguageModel, ModelError, type ModelMessage, type Provider } from "../../llm/ports.ts";
import type { PlanOutcome, PlanRequest } from "../ports.ts";
import { type Proposal, proposalSchema } from "./flat-plan.ts";
import { questionMessage, repairMessages, systemPrompt } from "./prompt.ts";
import { planOf, readProposal } from "./to-plan.ts";

/** What a model has said so far about one question. */
export interface Draft {
  /** The reply as it came; empty where it was no JSON. */
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
  const result = readProposal(JSON.parse(reply) as unknown);
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
  const schema = { name: "query_plan", json: jsonSchemaFor(model.provider, proposalSchema) };
  return {
    provider: model.provider,
    async propose(request, { repair, signal }) {
      const messages = repair
        ? [...repair.draft.messages, ...repairMessages(repair.draft.reply, repair.issues)]
        : [questionMessage(request)];
      const system = systemPrompt(catalog, profile(), request.domain);
      try {
        return read(await model.reply({ system, messages, schema, ...(signal && { signal }) }), messages);
      } catch (error) {
        // A model that was told of it may do better; whatever else goes wrong will go wrong again.
        if (!(error instanceof ModelError) || error.failure !== "malformed") throw error;
        return { ok: false, issues: [{ path: "", reason: error.message }], draft: { reply: "", messages } };
      }
    },
  };
}
