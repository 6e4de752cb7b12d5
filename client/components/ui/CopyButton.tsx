import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { showProblem } from "../../stores/toasts.ts";
import { Button } from "./Button.tsx";

const SAID_MS = 1_600;

export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), SAID_MS);
    } catch (error) {
      showProblem("Could not copy", error);
    }
  };
  return (
    <Button onClick={copy} className="button-small">
      {isCopied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      <span aria-live="polite">{isCopied ? "Copied" : label}</span>
    </Button>
  );
}
