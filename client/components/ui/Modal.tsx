import { type ReactNode, useEffect, useRef } from "react";

/** The browser's own modal dialog: it traps the focus, closes on Escape and gives the focus back. */
export function Modal({
  label,
  onClose,
  children,
  className = "",
}: {
  label: string;
  onClose: () => void;
  children: ReactNode;
  className?: string;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The browser would choose the first thing that can have the focus, which may be a mere wrapper.
    element?.querySelector<HTMLElement>("input")?.focus();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click closes on the backdrop, for which the keyboard has Escape.
    <dialog
      ref={dialog}
      aria-label={label}
      className={`modal ${className}`}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
