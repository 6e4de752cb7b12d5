import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { useStore } from "zustand";
import { dismissToast, type Toast, toastsStore } from "../../stores/toasts.ts";
import { CopyButton } from "./CopyButton.tsx";

const ICONS = { ok: CircleCheck, error: CircleAlert, info: Info } as const;

function ToastCard({ toast }: { toast: Toast }) {
  const Icon = ICONS[toast.tone];
  return (
    <li className={`toast toast-${toast.tone}`}>
      <Icon size={16} aria-hidden="true" className="toast-icon" />
      <div className="toast-body">
        <p>{toast.text}</p>
        {toast.detail ? <p className="muted">{toast.detail}</p> : null}
        {toast.requestId ? (
          <p className="toast-request">
            <code className="clip">{toast.requestId}</code>
            <CopyButton text={toast.requestId} label="Copy request id" />
          </p>
        ) : null}
      </div>
      <button type="button" className="toast-close" aria-label="Dismiss" onClick={() => dismissToast(toast.id)}>
        <X size={14} aria-hidden="true" />
      </button>
    </li>
  );
}

/** Results of what somebody did, read out by screen readers. */
export function Toaster() {
  const toasts = useStore(toastsStore, (state) => state.toasts);
  return (
    <ul className="toasts" aria-live="polite" aria-label="Messages">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </ul>
  );
}
