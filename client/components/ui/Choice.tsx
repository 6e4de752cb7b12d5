import { type FieldProps, FormField } from "./Field.tsx";

/** One of several values, in the browser's own list. */
export function Choice<T extends string>({
  label,
  hint,
  error,
  value,
  choices,
  disabled = false,
  onChoose,
}: FieldProps & {
  value: T;
  choices: readonly { readonly value: T; readonly label: string }[];
  disabled?: boolean;
  onChoose: (value: T) => void;
}) {
  return (
    <FormField label={label} hint={hint} error={error}>
      {({ id, describedBy }) => (
        <select
          id={id}
          className="select"
          aria-describedby={describedBy}
          aria-invalid={error !== undefined}
          disabled={disabled}
          value={value}
          onChange={({ target }) => onChoose(target.value as T)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}
