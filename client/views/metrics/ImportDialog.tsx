import { useState } from "react";
import type { MetricImportResult } from "../../../shared/metric-files.ts";
import { importMetrics } from "../../api/metrics.ts";
import { type ApiProblem, toProblem } from "../../api/problem.ts";
import { Button } from "../../components/ui/Button.tsx";
import { FormField } from "../../components/ui/Field.tsx";
import { Modal } from "../../components/ui/Modal.tsx";
import { plural } from "../../lib/format.ts";
import { showToast } from "../../stores/toasts.ts";
import { useMetricsChanged } from "./use-metrics.ts";

const NAMES_SHOWN = 8;

function Names({ word, names }: { word: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  const more = names.length - NAMES_SHOWN;
  return (
    <div>
      <dt>
        {word} <span className="number muted">{names.length}</span>
      </dt>
      <dd className="muted">
        {names.slice(0, NAMES_SHOWN).join(", ")}
        {more > 0 ? ` and ${more} more` : ""}
      </dd>
    </div>
  );
}

/** What an import would do, metric by metric. */
function Outcome({ result }: { result: MetricImportResult }) {
  return (
    <dl className="import-outcome">
      <Names word="New" names={result.created} />
      <Names word="Changed" names={result.updated} />
      <Names word="The same as here" names={result.unchanged} />
      {result.invalid.map(({ index, name, errors }) => (
        <div key={index} className="form-error">
          <dt>{name ?? `Entry ${index + 1}`} cannot be taken</dt>
          {errors.map(({ path, message }) => (
            <dd key={`${path} ${message}`}>
              <code>{path}</code> {message}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

function Problem({ problem }: { problem: ApiProblem }) {
  return (
    <div className="form-error" role="alert">
      <p>
        {problem.message}. {problem.detail}
      </p>
      {problem.errors.map(({ path, message }) => (
        <p key={`${path} ${message}`}>
          <code>{path}</code> {message}
        </p>
      ))}
    </div>
  );
}

type Step = { readonly result?: MetricImportResult; readonly problem?: ApiProblem; readonly isBusy: boolean };

/** First says what the file would do, then does it; all of it or nothing. */
function useImport(text: string, onDone: () => void) {
  const [step, setStep] = useState<Step>({ isBusy: false });
  const changed = useMetricsChanged();
  const run = async (isDryRun: boolean) => {
    setStep((current) => ({ ...current, isBusy: true }));
    try {
      const result = await importMetrics(text, isDryRun);
      setStep({ result, isBusy: false });
      if (isDryRun) return;
      changed();
      showToast({ tone: "ok", text: `Imported: ${plural(result.created.length, "new metric")}, ${result.updated.length} changed` });
      onDone();
    } catch (error) {
      setStep({ problem: toProblem(error), isBusy: false });
    }
  };
  return { step, check: () => run(true), take: () => run(false), reset: () => setStep({ isBusy: false }) };
}

/** Takes a file or pasted text. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const { step, check, take, reset } = useImport(text, onClose);
  const change = (next: string) => {
    setText(next);
    reset();
  };
  const changes = step.result ? step.result.created.length + step.result.updated.length : 0;
  const isReady = step.result !== undefined && step.result.invalid.length === 0;
  return (
    <Modal label="Import metrics" onClose={onClose} className="import">
      <h2 className="shortcuts-title">Import metrics</h2>
      <div className="import-body">
        <FormField
          label="A file of metrics"
          hint="YAML or JSON, as the export writes it. A metric with the name of one that exists replaces it."
        >
          {({ id, describedBy }) => (
            <input
              id={id}
              aria-describedby={describedBy}
              type="file"
              accept=".yaml,.yml,.json"
              onChange={async ({ target }) => change((await target.files?.[0]?.text()) ?? "")}
            />
          )}
        </FormField>
        <FormField label="Or its text">
          {({ id }) => (
            <textarea
              id={id}
              className="area mono import-text"
              spellCheck={false}
              value={text}
              onChange={({ target }) => change(target.value)}
            />
          )}
        </FormField>
        {step.result ? <Outcome result={step.result} /> : null}
        {step.problem ? <Problem problem={step.problem} /> : null}
      </div>
      <footer className="dialog-foot">
        <Button onClick={onClose}>Cancel</Button>
        {isReady ? (
          <Button variant="primary" disabled={step.isBusy || changes === 0} onClick={take}>
            {changes === 0 ? "Nothing to change" : `Import ${plural(changes, "metric")}`}
          </Button>
        ) : (
          <Button variant="primary" disabled={step.isBusy || text.trim() === ""} onClick={check}>
            See what it would do
          </Button>
        )}
      </footer>
    </Modal>
  );
}
