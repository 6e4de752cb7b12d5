import { Plus, X } from "lucide-react";
import { FILTER_OPS, type Filter } from "../../../shared/metrics.ts";
import type { FieldError } from "../../../shared/problems.ts";
import { Button, IconButton } from "../../components/ui/Button.tsx";
import { errorAt } from "./error-at.ts";
import { type FilterRow, newKey } from "./metric-form.ts";

const OP_WORDS: Readonly<Record<Filter["op"], string>> = {
  eq: "=",
  ne: "≠",
  gt: ">",
  gte: "≥",
  lt: "<",
  lte: "≤",
  in: "one of",
  contains: "contains",
  exists: "exists",
};

export interface FilterRowsProps {
  readonly label: string;
  readonly rows: readonly FilterRow[];
  /** Where the filters lie in the definition. */
  readonly path: string;
  readonly errors: readonly FieldError[];
  readonly disabled: boolean;
  readonly onChange: (rows: readonly FilterRow[]) => void;
}

function Row({
  row,
  number,
  error,
  disabled,
  onChange,
  onRemove,
}: {
  row: FilterRow;
  number: number;
  error: string | undefined;
  disabled: boolean;
  onChange: (change: Partial<FilterRow>) => void;
  onRemove: () => void;
}) {
  const name = `condition ${number}`;
  return (
    <div>
      <div className="filter-row">
        <span className="field">
          <input
            aria-label={`Field of ${name}`}
            placeholder="attributes.country"
            list="event-fields"
            spellCheck={false}
            disabled={disabled}
            value={row.field}
            onChange={({ target }) => onChange({ field: target.value })}
          />
        </span>
        <select
          className="select"
          aria-label={`Comparison of ${name}`}
          disabled={disabled}
          value={row.op}
          onChange={({ target }) => onChange({ op: target.value as Filter["op"] })}
        >
          {FILTER_OPS.map((op) => (
            <option key={op} value={op}>
              {OP_WORDS[op]}
            </option>
          ))}
        </select>
        <span className={`field ${error ? "field-wrong" : ""}`}>
          <input
            aria-label={`Value of ${name}`}
            placeholder={row.op === "in" ? "RO, DE" : row.op === "exists" ? "true" : "RO"}
            spellCheck={false}
            disabled={disabled}
            value={row.value}
            onChange={({ target }) => onChange({ value: target.value })}
          />
        </span>
        <IconButton label={`Remove ${name}`} disabled={disabled} onClick={onRemove}>
          <X size={14} aria-hidden="true" />
        </IconButton>
      </div>
      {error ? <p className="form-error">{error}</p> : null}
    </div>
  );
}

/** Conditions on fields of the events, all of which must hold. */
export function FilterRows({ label, rows, path, errors, disabled, onChange }: FilterRowsProps) {
  return (
    <fieldset className="form-group">
      <legend className="form-label">{label}</legend>
      {rows.map((row, index) => (
        <Row
          key={row.key}
          row={row}
          number={index + 1}
          error={errorAt(errors, `${path}.${index}`)}
          disabled={disabled}
          onChange={(change) => onChange(rows.map((each) => (each === row ? { ...row, ...change } : each)))}
          onRemove={() => onChange(rows.filter((each) => each !== row))}
        />
      ))}
      {disabled ? null : (
        <Button
          variant="quiet"
          className="button-small form-add"
          onClick={() => onChange([...rows, { key: newKey(), field: "", op: "eq", value: "" }])}
        >
          <Plus size={12} aria-hidden="true" />
          Add a condition
        </Button>
      )}
    </fieldset>
  );
}
