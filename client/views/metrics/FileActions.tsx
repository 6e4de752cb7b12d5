import { ChevronDown, Download, Upload } from "lucide-react";
import { useState } from "react";
import { exportMetrics, type MetricFileFormat } from "../../api/metrics.ts";
import { useCanAdmin } from "../../components/shell/session.ts";
import { Button } from "../../components/ui/Button.tsx";
import { Menu, MenuItem } from "../../components/ui/Menu.tsx";
import { saveFile } from "../../lib/save-file.ts";
import { showProblem } from "../../stores/toasts.ts";
import { ImportDialog } from "./ImportDialog.tsx";

const FORMATS: readonly { readonly format: MetricFileFormat; readonly type: string; readonly word: string }[] = [
  { format: "yaml", type: "application/yaml", word: "As YAML" },
  { format: "json", type: "application/json", word: "As JSON" },
];

async function save(format: MetricFileFormat, type: string): Promise<void> {
  try {
    saveFile(`metrics.${format}`, type, await exportMetrics(format));
  } catch (error) {
    showProblem("Could not export", error);
  }
}

/** Carries all definitions out to a file and in from one. */
export function FileActions() {
  const [isImporting, setImporting] = useState(false);
  const canAdmin = useCanAdmin();
  return (
    <>
      {canAdmin ? (
        <Button onClick={() => setImporting(true)}>
          <Upload size={14} aria-hidden="true" />
          Import
        </Button>
      ) : null}
      <Menu
        label="Export"
        trigger={
          <Button>
            <Download size={14} aria-hidden="true" />
            Export
            <ChevronDown size={14} aria-hidden="true" />
          </Button>
        }
      >
        {FORMATS.map(({ format, type, word }) => (
          <MenuItem key={format} onSelect={() => void save(format, type)}>
            {word}
          </MenuItem>
        ))}
      </Menu>
      {isImporting ? <ImportDialog onClose={() => setImporting(false)} /> : null}
    </>
  );
}
