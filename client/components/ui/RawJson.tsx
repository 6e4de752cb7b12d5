import { CopyButton } from "./CopyButton.tsx";

/** The thing itself, folded away, with a button that copies it. */
export function RawJson({ value, label, open = false }: { value: unknown; label: string; open?: boolean }) {
  const text = JSON.stringify(value, null, 2);
  return (
    <details className="raw" open={open}>
      <summary>{label}</summary>
      <div className="raw-body">
        <CopyButton text={text} />
        {/* A long line scrolls, which the keyboard must be able to do too. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
        <pre tabIndex={0}>{text}</pre>
      </div>
    </details>
  );
}
