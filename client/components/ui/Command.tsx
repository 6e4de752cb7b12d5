import { CopyButton } from "./CopyButton.tsx";

/** A command to run in a terminal, with a button that copies it. */
export function Command({ text }: { text: string }) {
  return (
    <div className="command">
      <code>
        <span className="command-prompt" aria-hidden="true">
          $
        </span>
        {text}
      </code>
      <CopyButton text={text} />
    </div>
  );
}
