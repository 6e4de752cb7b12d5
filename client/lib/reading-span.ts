import type { Reading } from "../../shared/answers.ts";

/** A text for the question box and what of it is selected. */
export interface Edit {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Word {
  readonly stem: string;
  readonly start: number;
  readonly end: number;
}

/** So much of a word tells it from others: `logins` and `login` are the same. */
const STEM = 5;
const STOP_WORDS = new Set(["of", "the", "by", "in", "on", "and", "number", "with", "a", "an", "to", "is"]);
const TIME =
  /\b(?:(?:in |during |over |for )?(?:the )?(?:last|past|previous|this)\s+(?:\d+\s+)?\w+|today|yesterday|(?:since|until|before|after|between)\s+[\w\s,]*\d+\w*(?:\s+\w+)?|(?:in\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december)(?:\s+\d{4})?)\b/i;

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}$%.'-]+/gu)].map(({ 0: word, index }) => ({
    stem: word.toLowerCase().slice(0, STEM),
    start: index,
    end: index + word.length,
  }));
}

/** The longest run of words of the question that the reading has too. */
function runOf(question: string, reading: string): { start: number; end: number } | undefined {
  const known = wordsOf(reading).filter(({ stem }) => !STOP_WORDS.has(stem));
  const stems = new Set(known.map(({ stem }) => stem));
  const last = known.at(-1)?.stem;
  let best: { start: number; end: number; score: number } | undefined;
  let run: Word[] = [];
  for (const word of [...wordsOf(question), undefined]) {
    if (word && stems.has(word.stem)) {
      run.push(word);
      continue;
    }
    const [from, to] = [run[0], run.at(-1)];
    // What a reading ends with is what it is about: the country of "login country".
    const score = run.length + (run.some(({ stem }) => stem === last) ? 0.5 : 0);
    if (from && to && score > (best?.score ?? 0)) best = { start: from.start, end: to.end, score };
    run = [];
  }
  return best;
}

function timeOf(question: string): { start: number; end: number } | undefined {
  const found = TIME.exec(question);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}

const FOLLOW_UPS: Partial<Record<Reading["slot"], string>> = { time: "what about ", grouping: "by ", filter: "only " };

/** Where a reading is to be corrected: in the question where it is found there, else in a follow-up that names it. */
export function editOf(question: string, { slot, text }: Reading): Edit {
  const span = (slot === "time" ? timeOf(question) : undefined) ?? runOf(question, text);
  if (span) return { text: question, start: span.start, end: span.end };
  const lead = FOLLOW_UPS[slot];
  if (lead === undefined) return { text: question, start: 0, end: question.length };
  return { text: lead + text, start: lead.length, end: lead.length + text.length };
}
