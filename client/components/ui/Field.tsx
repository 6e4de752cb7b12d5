import { type InputHTMLAttributes, type ReactNode, useId } from "react";

export interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

/** What stands around a control: its name above, what is wrong with it (or else a hint) below. */
export function FormField({
  label,
  hint,
  error,
  children,
}: FieldProps & { children: (ids: { id: string; describedBy: string | undefined }) => ReactNode }) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="form-field">
      <label className="form-label" htmlFor={id}>
        {label}
      </label>
      {children({ id, describedBy: note ? `${id}-note` : undefined })}
      {note ? (
        <p id={`${id}-note`} className={error ? "form-error" : "form-hint"}>
          {note}
        </p>
      ) : null}
    </div>
  );
}

/** A line of text or a number, with its unit beside it. */
export function TextField({
  label,
  hint,
  error,
  unit,
  value,
  onChange,
  ...rest
}: FieldProps & { unit?: string; value: string; onChange: (value: string) => void } & Omit<
    InputHTMLAttributes<HTMLInputElement>,
    "value" | "onChange"
  >) {
  return (
    <FormField label={label} hint={hint} error={error}>
      {({ id, describedBy }) => (
        <span className={`field ${error ? "field-wrong" : ""}`}>
          <input
            autoComplete="off"
            spellCheck={false}
            {...rest}
            id={id}
            aria-invalid={error !== undefined}
            aria-describedby={describedBy}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          {unit ? <span className="form-unit">{unit}</span> : null}
        </span>
      )}
    </FormField>
  );
}
