import { ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";

/** A choice of few values, all in sight. */
export function Segmented<T extends string>({
  label,
  value,
  choices,
  onChoose,
}: {
  label: string;
  value: T;
  choices: readonly { readonly value: T; readonly label: ReactNode }[];
  onChoose: (value: T) => void;
}) {
  return (
    <ToggleGroup.Root
      type="single"
      className="segmented"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        if (next !== "") onChoose(next as T);
      }}
    >
      {choices.map((choice) => (
        <ToggleGroup.Item key={choice.value} value={choice.value} className="segment">
          {choice.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
