import { Download } from "lucide-react";
import { scanText } from "../../api/sentinel.ts";
import { Button } from "../../components/ui/Button.tsx";
import { saveFile } from "../../lib/save-file.ts";
import { showProblem } from "../../stores/toasts.ts";

const FILES = [
  { format: "html", label: "HTML to print", type: "text/html", ending: "html" },
  { format: "markdown", label: "Markdown", type: "text/markdown", ending: "md" },
  { format: "json", label: "JSON", type: "application/json", ending: "json" },
] as const;

async function save(id: string, { format, type, ending }: (typeof FILES)[number]): Promise<void> {
  try {
    saveFile(`${id}.${ending}`, `${type};charset=utf-8`, await scanText(id, format));
  } catch (error) {
    showProblem("The report could not be saved", error);
  }
}

/** The report as a file. */
export function ReportFiles({ id }: { id: string }) {
  return (
    <div className="scan-files">
      {FILES.map((file) => (
        <Button key={file.format} className="button-small" onClick={() => save(id, file)}>
          <Download size={12} aria-hidden="true" />
          {file.label}
        </Button>
      ))}
    </div>
  );
}
