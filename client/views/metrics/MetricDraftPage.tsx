import { ChevronRight, Save as SaveIcon, Trash2, Undo2 } from "lucide-react";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { Metric } from "../../../shared/metrics.ts";
import { useCanAdmin } from "../../components/shell/session.ts";
import { Button } from "../../components/ui/Button.tsx";
import { Page } from "../../components/ui/Page.tsx";
import { pageAddress } from "../../lib/navigation.ts";
import { useTitle } from "../../lib/use-title.ts";
import { DefinitionPanel } from "./DefinitionPanel.tsx";
import { DeleteDialog } from "./DeleteDialog.tsx";
import { GroupsNow } from "./GroupsNow.tsx";
import { formOf, type MetricForm } from "./metric-form.ts";
import { PreviewPanel } from "./PreviewPanel.tsx";
import { type Draft, inputOf, useDraft } from "./use-draft.ts";
import { type Save, useSave } from "./use-save.ts";
import { VersionList } from "./VersionList.tsx";

function Title({ saved }: { saved: Metric | undefined }) {
  const [params] = useSearchParams();
  return (
    <span className="crumbs">
      <Link to={pageAddress("/rules", params)}>Metrics</Link>
      <ChevronRight size={16} aria-hidden="true" />
      <span>{saved?.name ?? "New metric"}</span>
      {saved ? <span className="tag number">version {saved.version}</span> : null}
      {saved && !saved.enabled ? <span className="tag">off</span> : null}
    </span>
  );
}

function Actions({ saved, draft, save, onTry }: { saved: Metric | undefined; draft: Draft; save: Save; onTry: () => void }) {
  const [isDeleting, setDeleting] = useState(false);
  const submit = () => {
    onTry();
    if (draft.input) save.save(draft.input);
  };
  const discard = () => {
    draft.setYaml(undefined);
    if (saved) draft.change(formOf(inputOf(saved)));
  };
  return (
    <>
      {saved ? (
        <Button variant="quiet" onClick={() => setDeleting(true)} disabled={save.isBusy}>
          <Trash2 size={14} aria-hidden="true" />
          Delete
        </Button>
      ) : null}
      {saved && draft.isChanged ? (
        <Button onClick={discard}>
          <Undo2 size={14} aria-hidden="true" />
          Discard
        </Button>
      ) : null}
      <Button variant="primary" disabled={save.isBusy || !draft.isChanged || (saved !== undefined && !draft.input)} onClick={submit}>
        <SaveIcon size={14} aria-hidden="true" />
        {saved ? "Save" : "Create metric"}
      </Button>
      {isDeleting && saved ? <DeleteDialog metric={saved} onDelete={save.remove} onClose={() => setDeleting(false)} /> : null}
    </>
  );
}

/** The version to compare with, which stands in the address. */
function useCompare(): readonly [number | undefined, (version: number | undefined) => void] {
  const [params, setParams] = useSearchParams();
  const version = Number(params.get("compare"));
  const setVersion = (next: number | undefined) =>
    setParams(
      (current) => {
        const changed = new URLSearchParams(current);
        if (next === undefined) changed.delete("compare");
        else changed.set("compare", String(next));
        return changed;
      },
      { replace: true },
    );
  return [Number.isInteger(version) && version > 0 ? version : undefined, setVersion];
}

/** A definition beside what it would have done. */
export function MetricDraftPage({ saved, initial }: { saved: Metric | undefined; initial: MetricForm }) {
  useTitle(saved?.name ?? "New metric");
  const canAdmin = useCanAdmin();
  const draft = useDraft(saved, initial);
  const save = useSave(saved);
  const [compareTo, setCompareTo] = useCompare();
  // A new form is not full of complaints before anything was typed.
  const [isTried, setTried] = useState(saved !== undefined);
  return (
    <Page
      title={<Title saved={saved} />}
      actions={canAdmin ? <Actions saved={saved} draft={draft} save={save} onTry={() => setTried(true)} /> : null}
    >
      <div className="metric-grid">
        <DefinitionPanel draft={draft} errors={isTried ? [...draft.errors, ...save.errors] : save.errors} canAdmin={canAdmin} />
        <div className="metric-side">
          <PreviewPanel
            id={saved?.id}
            input={draft.input}
            compareTo={compareTo}
            savedVersion={saved?.version}
            onThreshold={draft.setThreshold}
          />
          {saved ? <GroupsNow metric={saved} /> : null}
          {saved ? <VersionList metric={saved} canAdmin={canAdmin} compareTo={compareTo} onCompare={setCompareTo} /> : null}
        </div>
      </div>
    </Page>
  );
}
