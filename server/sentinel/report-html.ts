import { createHash } from "node:crypto";
import type { Row } from "../../shared/answers.ts";
import type { Finding, SentinelReport } from "../../shared/sentinel.ts";
import { cellText, factsOf, instantText, MOST_ROWS, shownOf } from "./report-markdown.ts";

const STYLE = `
:root { color-scheme: light; }
body { font: 14px/1.5 system-ui, sans-serif; color: #1a2230; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { margin-top: 2.5rem; border-bottom: 1px solid #ccd3dd; } h3 { margin: 0 0 .25rem; font-size: 1.05rem; }
article { margin: 1.25rem 0; padding: 1rem 1.25rem; border: 1px solid #ccd3dd; border-left-width: 5px; border-radius: 4px; break-inside: avoid-page; }
article.critical { border-left-color: #b3261e; } article.high { border-left-color: #c2570c; } article.medium { border-left-color: #a07800; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: 12px; } th, td { text-align: left; vertical-align: top; padding: .2rem .5rem; border-bottom: 1px solid #e3e8ee; overflow-wrap: anywhere; }
td.number { text-align: right; font-variant-numeric: tabular-nums; } dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .5rem 0; } dt { color: #56606f; } dd { margin: 0; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f6f9; padding: .5rem .75rem; font-size: 11px; } .meta { color: #56606f; } .badge { font-weight: 600; text-transform: capitalize; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 11px; } pre { font-size: 8px; } h2 { break-after: avoid; } }
`;

/** What a content security policy allows the report's one style by. */
export const STYLE_HASH = `sha256-${createHash("sha256").update(STYLE).digest("base64")}`;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => `<td${typeof value === "number" ? ' class="number"' : ""}>${escaped(String(value))}</td>`;
  return `<table><thead><tr>${head.map((name) => `<th scope="col">${escaped(name)}</th>`).join("")}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map(cell).join("")}</tr>`)
    .join("")}</tbody></table>`;
}

function evidenceCell(row: Row, column: string): string | number {
  const value = row[column];
  return typeof value === "number" ? value : cellText(value);
}

function evidence({ evidence: { columns, rows, rowCount, sql } }: Finding): string {
  const shown = rows.slice(0, MOST_ROWS).map((row) => columns.map((column) => evidenceCell(row, column)));
  return `<p class="meta">Evidence: ${shownOf(shown.length, rowCount, "rows")}</p>${shown.length > 0 ? table(columns, shown) : ""}<pre>${escaped(sql)}</pre>`;
}

function finding(found: Finding): string {
  const { title, severity, kind, score, factors, deepDives, recommendation } = found;
  const facts = factsOf(found).map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`);
  const dives = deepDives.map(({ question, summary }) => `<li>${escaped(question)} <strong>${escaped(summary)}</strong></li>`);
  return `<article class="${severity}"><h3>${escaped(title)}</h3><p class="meta"><span class="badge">${severity}</span>, ${kind}, score ${score}</p>
<dl>${facts.join("")}</dl><p><strong>Recommendation:</strong> ${escaped(recommendation)}</p>${table(
    ["Factor", "Value", "Weight", "Gate", "Contribution"],
    factors.map(({ name, value, weight, gate, contribution }) => [name, value, weight, gate, contribution]),
  )}${dives.length > 0 ? `<ul>${dives.join("")}</ul>` : ""}${evidence(found)}</article>`;
}

function section(title: string, parts: readonly string[]): string {
  return parts.length === 0 ? "" : `<section><h2>${title}</h2>${parts.join("")}</section>`;
}

function findings(report: SentinelReport, kind: Finding["kind"]): string[] {
  return report.findings.filter((each) => each.kind === kind).map(finding);
}

/** A report as one HTML document to print: its style is inside, it loads nothing and runs nothing. */
export function reportHtml(report: SentinelReport): string {
  const { narrative, correlations, missions } = report;
  const headline = escaped(narrative.headline || `Scan ${report.id}`);
  const stories = correlations.map(
    ({ title, score, explanation }) =>
      `<article><h3>${escaped(title)}</h3><p class="meta">Score ${score}</p><p>${escaped(explanation)}</p></article>`,
  );
  const asked = missions.map(({ id, title, status, rowCount, score }) => [`${title} (${id})`, status, rowCount, score]);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${headline}</title><style>${STYLE}</style></head>
<body><main><h1>${headline}</h1>
<p class="meta">Risk <strong>${report.riskScore}</strong> (${report.riskLevel}); as of ${instantText(report.asOf)}; ${report.status}; ${escaped(report.domains.join(", "))}; ${escaped(report.id)}; fingerprint ${escaped(report.fingerprint.slice(0, 16))}</p>
${narrative.paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join("")}
${section("Acute findings", findings(report, "acute"))}${section("Standing gaps", findings(report, "standing"))}${section("Correlations", stories)}${section("Missions", [table(["Mission", "Status", "Rows", "Score"], asked)])}
</main></body></html>
`;
}
