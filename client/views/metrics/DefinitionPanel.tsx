import { useSearchParams } from "react-router";
import type { FieldError } from "../../../shared/problems.ts";
import { Panel } from "../../components/ui/Page.tsx";
import { Segmented } from "../../components/ui/Segmented.tsx";
import { Skeleton } from "../../components/ui/States.tsx";
import { lazyPart } from "../../lib/lazy-part.tsx";
import { showToast } from "../../stores/toasts.ts";
import { MetricFields } from "./MetricFields.tsx";
import type { Draft } from "./use-draft.ts";

const YamlEditor = lazyPart(() => import("./YamlEditor.tsx").then((module) => module.YamlEditor), <Skeleton lines={12} />);

type View = "form" | "yaml";

function useView(draft: Draft): readonly [View, (view: View) => void] {
  const [params, setParams] = useSearchParams();
  const view = params.get("view") === "yaml" ? "yaml" : "form";
  const show = (next: View) => {
    if (next === "form" && !draft.input) {
      return showToast({ tone: "info", text: "The text has mistakes that a form cannot show. Mend them first." });
    }
    draft.setYaml(next === "yaml" ? { definition: draft.definition } : undefined);
    setParams(
      (current) => {
        const changed = new URLSearchParams(current);
        if (next === "yaml") changed.set("view", "yaml");
        else changed.delete("view");
        return changed;
      },
      { replace: true },
    );
  };
  return [view, show];
}

function Mistakes({ errors }: { errors: readonly FieldError[] }) {
  if (errors.length === 0) return null;
  return (
    <ul className="mistakes" aria-label="Mistakes" aria-live="polite">
      {errors.map(({ path, message }) => (
        <li key={`${path} ${message}`} className="form-error">
          <code>{path}</code> {message}
        </li>
      ))}
    </ul>
  );
}

/** What the metric is, as a form or as YAML. */
export function DefinitionPanel({ draft, errors, canAdmin }: { draft: Draft; errors: readonly FieldError[]; canAdmin: boolean }) {
  const [view, show] = useView(draft);
  return (
    <Panel
      id="definition-title"
      title="Definition"
      side={
        <Segmented
          label="Edit as"
          value={view}
          choices={[
            { value: "form", label: "Form" },
            { value: "yaml", label: "YAML" },
          ]}
          onChoose={show}
        />
      }
    >
      <div className="panel-body">
        {canAdmin ? null : <p className="muted metric-readonly">Changing metrics needs the role admin.</p>}
        {view === "yaml" ? (
          <>
            <YamlEditor definition={draft.definition} disabled={!canAdmin} onChange={draft.setYaml} />
            <Mistakes errors={errors} />
          </>
        ) : (
          <MetricFields form={draft.form} errors={errors} disabled={!canAdmin} onChange={draft.change} />
        )}
      </div>
    </Panel>
  );
}
