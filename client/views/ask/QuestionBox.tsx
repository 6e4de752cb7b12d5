import { CornerDownLeft } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { QUESTION_LIMITS } from "../../../shared/answers.ts";
import { Button } from "../../components/ui/Button.tsx";
import type { Edit } from "../../lib/reading-span.ts";
import { recentStore } from "./recent.ts";

/** What the page does to the box. */
export interface BoxHandle {
  /** Puts a text into it, with a part of it selected. */
  edit(edit: Edit): void;
}

const MOST_HEIGHT = 168;

/** Grows with its text. */
function grow(area: HTMLTextAreaElement): void {
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight, MOST_HEIGHT)}px`;
}

/** Steps through the questions that were asked before, like a shell; what was being typed is the newest of them. */
function useRecall(text: string, setText: (text: string) => void) {
  const recent = useStore(recentStore);
  const at = useRef(-1);
  const draft = useRef("");
  return {
    forget: () => {
      at.current = -1;
    },
    step: (by: 1 | -1): boolean => {
      const next = at.current + by;
      if (next < -1 || next >= recent.length) return false;
      if (at.current < 0) draft.current = text;
      at.current = next;
      setText(next < 0 ? draft.current : (recent[next] ?? ""));
      return true;
    },
  };
}

function isAtStart({ selectionStart, selectionEnd, value }: HTMLTextAreaElement): boolean {
  return selectionStart === selectionEnd && !value.slice(0, selectionStart).includes("\n");
}

/** The one box: Enter asks, Shift+Enter begins a line, Up recalls. */
export function QuestionBox({
  handle,
  isFollowUp,
  onAsk,
}: {
  handle: RefObject<BoxHandle | null>;
  isFollowUp: boolean;
  onAsk: (question: string) => void;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  const [selection, setSelection] = useState<readonly [number, number]>();
  const recall = useRecall(text, (next) => {
    setText(next);
    setSelection([next.length, next.length]);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has another height.
  useEffect(() => {
    if (area.current) grow(area.current);
  }, [text]);
  useEffect(() => {
    if (!selection || !area.current) return;
    area.current.focus();
    area.current.setSelectionRange(...selection);
  }, [selection]);
  useEffect(() => {
    area.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    handle.current = {
      edit: (edit) => {
        setText(edit.text);
        setSelection([edit.start, edit.end]);
      },
    };
  }, [handle]);

  const submit = () => {
    const question = text.trim();
    if (question === "") return;
    recall.forget();
    setText("");
    onAsk(question);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, its Enter ends the composition.
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : undefined;
    if (by !== undefined && !event.shiftKey && isAtStart(event.currentTarget) && recall.step(by)) event.preventDefault();
  };
  return (
    <form
      className="ask-box"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <textarea
        ref={area}
        rows={1}
        className="ask-input"
        aria-label={isFollowUp ? "Follow-up question" : "Question"}
        aria-describedby="ask-keys"
        placeholder={
          isFollowUp ? "Ask a follow-up: and for Germany? by device, what about last month?" : "Ask about the data in plain words"
        }
        maxLength={QUESTION_LIMITS.questionBytes}
        value={text}
        onChange={({ target }) => {
          recall.forget();
          setText(target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <Button type="submit" variant="primary" disabled={text.trim() === ""}>
        Ask
        <CornerDownLeft size={14} aria-hidden="true" />
      </Button>
      <span id="ask-keys" className="sr-only">
        Enter asks, Shift and Enter begins a new line, the arrow up recalls earlier questions.
      </span>
    </form>
  );
}
