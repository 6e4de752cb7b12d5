import type { Catalog } from "../../../shared/catalog.ts";
import type { PlanOutcome, PlanRequest } from "../ports.ts";
import type { OpenSlot } from "./interpretation.ts";
import type { Reading } from "./mentions.ts";

type Clarification = Extract<PlanOutcome, { kind: "clarification" }>;

const PROMPTS: Readonly<Record<OpenSlot, string>> = {
  measure: "Which figure do you mean?",
  subject: "What is the question about?",
  period: "Which period do you mean?",
  value: "Which of these do you mean?",
  grain: "In which steps of time?",
};

/** What is said where there is no plan: a question back, or what is not in the data. */
export class Replies {
  private readonly catalog: Catalog;

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  readOnly(domain: string): PlanOutcome {
    return {
      kind: "unsupported",
      reason: "read_only",
      detail: "Questions are answered, nothing is changed: this asks for a change, or carries instructions.",
      suggestions: this.examples(domain),
    };
  }

  /** Why a question cannot be planned whatever it means otherwise. */
  refuse(request: PlanRequest, reading: Reading, follows: boolean): PlanOutcome | undefined {
    const { absent, future, unknown, vague, mentions, talk } = reading;
    const [topic] = absent;
    if (future) return this.notInData("The data ends now; what will happen is not in it.", request.domain, []);
    if (topic !== undefined) return this.notInData(`The data has nothing about ${topic}.`, request.domain, absent);
    const acts = mentions.some(({ kind, implied }) => kind !== "grain" && kind !== "column" && !implied);
    if (talk.some(({ mild }) => !mild || !acts) && !reading.asks.includes("howMany")) return this.ask("measure", request, reading);
    if (unknown.length > 0 && !(vague.length > 0 && mentions.length > 0)) {
      const words = unknown.map((word) => `“${word}”`).join(", ");
      if (mentions.length === 0 && !follows)
        return {
          kind: "unsupported",
          reason: "not_a_question",
          detail: `${words} is not something the data can be asked about.`,
          suggestions: this.examples(request.domain),
          unused: unknown,
        };
      return this.notInData(`The data has nothing that ${words} could mean.`, request.domain, unknown);
    }
    const [word] = vague;
    const isTalk = reading.chunks.every(({ tag }) => tag === "noise" || tag === "comma");
    if (isTalk && !follows)
      return {
        kind: "unsupported",
        reason: "not_a_question",
        detail: "There is nothing in it that the data could answer.",
        suggestions: this.examples(request.domain),
      };
    return word ? this.vague(word, request, reading) : undefined;
  }

  /** A part of the question that the data has no use for. */
  unread(words: string, domain: string): PlanOutcome {
    return this.notInData(`The data has nothing that “${words}” could be said of.`, domain, [words]);
  }

  /** Asks for what is open; each option is a question that can be answered, with the rest of what was said. */
  ask(open: OpenSlot, request: PlanRequest, reading: Reading): Clarification {
    const ranked = reading.mentions.some(({ before }) => before.superlative !== undefined);
    const figures = this.catalog.measures.filter(({ kind }) => kind === "aggregate").slice(0, ranked ? 3 : 2);
    const counted = this.catalog.entities.slice(ranked ? 1 : 0, 2).map(({ label }) => `number of ${label.many}`);
    const options = [...figures.map(({ label }) => label), ...counted].map((label) => ({
      label: ranked ? `by ${label}` : label,
      question: ranked ? `${strip(request.question)} by ${label}` : `${label} ${this.context(reading)}`.trim(),
    }));
    return { kind: "clarification", reason: open, prompt: PROMPTS[open], options };
  }

  /** Times and places of the question, to be kept in the options. */
  private context({ chunks }: Reading): string {
    return chunks
      .filter(
        (chunk) =>
          chunk.tag === "time" || (chunk.tag === "data" && chunk.senses.some(({ kind }) => kind === "country" || kind === "value")),
      )
      .map((chunk) => (chunk.tag === "time" ? chunk.text : `for ${chunk.text}`))
      .join(" ");
  }

  private vague(word: { index: number; text: string }, request: PlanRequest, reading: Reading): Clarification {
    const named = new Set(reading.mentions.flatMap(({ entity }) => entity ?? []));
    const stems = this.catalog.vague[word.index]?.words ?? [];
    const fitting =
      this.catalog.vague.find(
        ({ words, entities }) => words.some((each) => stems.includes(each)) && entities.some((entity) => named.has(entity)),
      ) ?? this.catalog.vague[word.index];
    const options = (fitting?.readings ?? []).map((reading) => ({
      label: reading.label,
      question: rephrased(request.question, word.text, reading),
    }));
    return { kind: "clarification", reason: "value", prompt: `What do you mean by “${word.text}”?`, options };
  }

  private notInData(detail: string, domain: string, unused: readonly string[]): PlanOutcome {
    return {
      kind: "unsupported",
      reason: "not_in_data",
      detail,
      suggestions: this.examples(domain),
      ...(unused.length > 0 ? { unused } : {}),
    };
  }

  private examples(domain: string): string[] {
    const own = this.catalog.examples.filter((example) => example.domain === domain);
    return [...own, ...this.catalog.examples].slice(0, 3).map(({ question }) => question);
  }
}

function rephrased(question: string, word: string, reading: { readonly instead: string; readonly after?: boolean | undefined }): string {
  const at = question.toLowerCase().indexOf(word.toLowerCase());
  if (at < 0) return `${strip(question)} ${reading.instead}`;
  const [before, after] = [question.slice(0, at), question.slice(at + word.length)];
  const text = reading.after ? `${before}${strip(after)} ${reading.instead}` : `${before}${reading.instead}${after}`;
  return text.replace(/\s+/g, " ").trim();
}

function strip(text: string): string {
  return text.replace(/[?.!\s]+$/, "");
}
