import { createStore } from "zustand/vanilla";

const KEY = "crowsnest.questions";
const MOST = 30;

function remembered(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** The questions that were asked in this browser, the newest first; they never leave it. */
export const recentStore = createStore<readonly string[]>(remembered);

function keep(questions: readonly string[]): void {
  recentStore.setState(questions, true);
  globalThis.localStorage?.setItem(KEY, JSON.stringify(questions));
}

export function rememberQuestion(question: string): void {
  keep([question, ...recentStore.getState().filter((each) => each !== question)].slice(0, MOST));
}

export function forgetQuestions(): void {
  keep([]);
}
