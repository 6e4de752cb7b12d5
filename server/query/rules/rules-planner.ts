import type { Catalog } from "../../../shared/catalog.ts";
import type { Profile } from "../../../shared/profile.ts";
import type { Planner, PlanOutcome, PlanRequest } from "../ports.ts";
import { unaccounted } from "./accounted.ts";
import { buildPlan } from "./build.ts";
import { chunksOf } from "./chunker.ts";
import { collect } from "./collect.ts";
import { isDangling } from "./dangling.ts";
import { describe } from "./describe.ts";
import { UnreachableError } from "./expressions.ts";
import { continued, edited } from "./follow-up.ts";
import type { Frame } from "./frame.ts";
import { interpret } from "./interpret.ts";
import { Lexicon } from "./lexicon.ts";
import { lostColumn, lostMention, lostMoment } from "./lost-mention.ts";
import type { Reading } from "./mentions.ts";
import { forbidden } from "./read-only.ts";
import { Replies } from "./replies.ts";
import { Roles } from "./roles.ts";

export interface RulesPlannerOptions {
  readonly catalog: Catalog;
  readonly profile: Profile;
}

/** A planner that needs no model: a grammar over the words of the catalog. The same question gives the same plan. */
export function createRulesPlanner({ catalog, profile }: RulesPlannerOptions): Planner {
  const lexicon = new Lexicon(catalog, profile);
  const roles = new Roles(lexicon);
  const replies = new Replies(catalog);
  return {
    plan(request: PlanRequest): PlanOutcome {
      const goesOn = frameOf(request.previous?.memory) !== undefined && /^\s*(?:and )?(?:add|include)\b/i.test(request.question);
      if (!goesOn && forbidden(request.question)) return replies.readOnly(request.domain);
      const reading = collect(chunksOf(request.question, lexicon, Date.parse(request.asOf)), lexicon);
      return answer(request, reading);
    },
  };

  function answer(request: PlanRequest, reading: Reading): PlanOutcome {
    const previous = frameOf(request.previous?.memory);
    const refused = replies.refuse(request, reading, previous !== undefined);
    if (refused) return refused;
    if (!previous && isDangling(request.question)) return replies.ask("subject", request, reading);
    if (!previous && pointsBack(reading) && !reading.flags.has("those")) return replies.ask("subject", request, reading);
    const edit = previous && edited(previous, request.question, reading, roles);
    if (edit) return whole(edit, reading, request, true);
    const result = interpret(reading, roles);
    if ("frame" in result)
      return whole(previous && pointsBack(reading) ? continued(previous, result.frame, roles) : result.frame, reading, request);
    return "unread" in result ? replies.unread(result.unread, request.domain) : replies.ask(result.open, request, reading);
  }

  /** Answers only when nothing that was said is left over. */
  function whole(frame: Frame, reading: Reading, request: PlanRequest, goesOn = false): PlanOutcome {
    const lost =
      unaccounted(reading, frame, goesOn) ??
      (goesOn ? lostColumn(reading, frame, roles) : (lostMention(reading, frame, roles) ?? lostMoment(reading, frame, roles)));
    return lost === undefined ? planned(frame, reading, request) : replies.unread(lost, request.domain);
  }

  function planned(frame: Frame, reading: Reading, request: PlanRequest): PlanOutcome {
    try {
      const plan = buildPlan(frame, roles, request.asOf);
      return { kind: "plan", plan, ...describe(frame, roles), memory: { frame } };
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error;
      return replies.ask("subject", request, reading);
    }
  }
}

/** "those customers", "their total deposits": of whom the turn before was. */
function pointsBack({ flags, chunks, mentions }: Reading): boolean {
  const pronoun = chunks.findIndex((chunk) => chunk.tag === "pronoun" && chunk.word === "they");
  return flags.has("those") || (pronoun >= 0 && !mentions.some(({ at }) => at < pronoun));
}

function frameOf(memory: unknown): Frame | undefined {
  return typeof memory === "object" && memory !== null && "frame" in memory ? (memory.frame as Frame) : undefined;
}
