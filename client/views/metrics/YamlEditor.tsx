import { useEffect, useRef, useState } from "react";
import { readYaml, toYaml } from "../../components/code/yaml.ts";
import type { YamlDraft } from "./use-draft.ts";

export interface YamlEditorProps {
  /** What is edited; another one than was last told, such as one whose threshold was dragged, replaces the text. */
  readonly definition: unknown;
  readonly disabled: boolean;
  readonly onChange: (draft: YamlDraft) => void;
}

function draftOf(text: string): YamlDraft {
  const { value, problem } = readYaml(text);
  return { definition: value, problem: problem ? { path: `line ${problem.line}`, message: problem.message } : undefined };
}

/** The definition as a text. */
export function YamlEditor({ definition, disabled, onChange }: YamlEditorProps) {
  const [text, setText] = useState(() => toYaml(definition));
  const told = useRef<unknown>(definition);
  useEffect(() => {
    if (definition === told.current) return;
    told.current = definition;
    setText(toYaml(definition));
  }, [definition]);
  const change = (next: string) => {
    setText(next);
    const draft = draftOf(next);
    told.current = draft.definition;
    onChange(draft);
  };
  return (
    <textarea
      className="area mono yaml"
      aria-label="The definition as YAML"
      spellCheck={false}
      disabled={disabled}
      rows={Math.max(24, text.split("\n").length + 1)}
      value={text}
      onChange={({ target }) => change(target.value)}
    />
  );
}
