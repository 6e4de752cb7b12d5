import { Plus, X } from "lucide-react";
import { Button, IconButton } from "../../components/ui/Button.tsx";
import { TextField } from "../../components/ui/Field.tsx";
import { errorAt } from "./error-at.ts";
import type { FieldsProps } from "./fields-props.ts";
import { type LabelRow, newKey } from "./metric-form.ts";

function Label({
  row,
  number,
  disabled,
  onChange,
  onRemove,
}: {
  row: LabelRow;
  number: number;
  disabled: boolean;
  onChange: (change: Partial<LabelRow>) => void;
  onRemove: () => void;
}) {
  return (
    <div className="label-row">
      <span className="field">
        <input
          aria-label={`Name of label ${number}`}
          placeholder="team"
          disabled={disabled}
          value={row.name}
          onChange={({ target }) => onChange({ name: target.value })}
        />
      </span>
      <span className="field">
        <input
          aria-label={`Value of label ${number}`}
          placeholder="payments"
          disabled={disabled}
          value={row.value}
          onChange={({ target }) => onChange({ value: target.value })}
        />
      </span>
      <IconButton label={`Remove label ${number}`} disabled={disabled} onClick={onRemove}>
        <X size={14} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** What travels with its alerts: a runbook and labels. */
export function MoreFields({ form, errors, disabled, onChange }: FieldsProps) {
  const { labels } = form;
  return (
    <section className="form-section">
      <h3>For whoever gets the alert</h3>
      <TextField
        label="Runbook"
        placeholder="https://"
        disabled={disabled}
        value={form.runbookUrl}
        error={errorAt(errors, "runbookUrl")}
        onChange={(runbookUrl) => onChange({ runbookUrl })}
      />
      <fieldset className="form-group">
        <legend className="form-label">Labels</legend>
        {labels.map((row, index) => (
          <Label
            key={row.key}
            row={row}
            number={index + 1}
            disabled={disabled}
            onChange={(change) => onChange({ labels: labels.map((each) => (each === row ? { ...row, ...change } : each)) })}
            onRemove={() => onChange({ labels: labels.filter((each) => each !== row) })}
          />
        ))}
        {disabled ? null : (
          <Button
            variant="quiet"
            className="button-small form-add"
            onClick={() => onChange({ labels: [...labels, { key: newKey(), name: "", value: "" }] })}
          >
            <Plus size={12} aria-hidden="true" />
            Add a label
          </Button>
        )}
      </fieldset>
    </section>
  );
}
