import { createStore } from "zustand/vanilla";
import { toProblem } from "../api/problem.ts";

export interface Toast {
  readonly id: number;
  readonly tone: "ok" | "error" | "info";
  readonly text: string;
  readonly detail?: string | undefined;
  readonly requestId?: string | undefined;
}

const SHOWN_MS = { ok: 5_000, info: 7_000, error: 15_000 } as const;
const MOST = 4;
let nextId = 1;

export const toastsStore = createStore<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }));

export function dismissToast(id: number): void {
  toastsStore.setState((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) }));
}

export function showToast(toast: Omit<Toast, "id">): void {
  const id = nextId++;
  toastsStore.setState((state) => ({ toasts: [...state.toasts.slice(1 - MOST), { ...toast, id }] }));
  setTimeout(() => dismissToast(id), SHOWN_MS[toast.tone]);
}

/** Says what failed, why, and the request id to look for in the server's log. */
export function showProblem(what: string, error: unknown): void {
  const problem = toProblem(error);
  showToast({ tone: "error", text: `${what}: ${problem.message}`, detail: problem.detail, requestId: problem.requestId });
}
