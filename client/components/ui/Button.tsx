import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { Tip } from "./Tip.tsx";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: "primary" | "plain" | "quiet";
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ variant = "plain", className = "", type = "button", ...rest }: ButtonProps) {
  return <button {...rest} type={type} className={`button button-${variant} ${className}`} />;
}

/** A button of only an icon; its label is read out and shown on hover. */
export function IconButton({ label, children, ...rest }: ButtonProps & { label: string; children: ReactNode }) {
  return (
    <Tip text={label}>
      <Button variant="quiet" {...rest} aria-label={label} className={`button-icon ${rest.className ?? ""}`}>
        {children}
      </Button>
    </Tip>
  );
}
