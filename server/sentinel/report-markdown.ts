import type { Cell } from "../../shared/answers.ts";
import type { Finding, SentinelReport } from "../../shared/sentinel.ts";

/** Rows of evidence that a report on paper shows. */
export const MOST_ROWS = 10;
/** Users that a report on paper lists. */
export const MOST_USERS = 50;

export function cellText(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? "" : String(cell);
}

/** "12 of 50 rows". */
export function shownOf(shown: number, all: number, what: string): string {
  return shown < all ? `${shown} of ${all} ${what}` : `${all} ${what}`;
}

/** "2026-10-31 23:35:05 UTC". */
export function instantText(iso: string): string {
  return `${iso.slice(0, 19).replace("T", " ")} UTC`;
}

export function usersText({ affected: { userIds } }: Finding): string {
  const listed = userIds.slice(0, MOST_USERS).join(", ");
  return userIds.length > MOST_USERS ? `${listed} and ${userIds.length - MOST_USERS} more` : listed;
}

/** The facts about a finding, each with its name. */
export function factsOf(finding: Finding): [name: string, value: string][] {
  const { affected, missionIds } = finding;
  const { targetedCount, amountUsd, window, userCount } = affected;
  return [
    ["Missions", missionIds.join(", ")],
    ["Customers", String(userCount)],
    ...(targetedCount === undefined ? [] : [["Aimed at", String(targetedCount)] as [string, string]]),
    ...(affected.userIds.length === 0 ? [] : [["Who acted or lost money", usersText(finding)] as [string, string]]),
    ...(amountUsd === undefined ? [] : [["Amount", `${amountUsd.toFixed(2)} USD`] as [string, string]]),
    ...(window ? [["Window", `${instantText(window.start)} to ${instantText(window.end)}`] as [string, string]] : []),
  ];
}

/** What would end a table, a code block or a line is made harmless. */
function inline(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>#|]/g, "\\$&");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(inline).join(" | ")} |`;
  return [line(head), `| ${head.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

function code(sql: string): string {
  const fence = "`".repeat(Math.max(3, ...[...sql.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${fence}sql\n${sql}\n${fence}`;
}

function finding(found: Finding): string {
  const { evidence, factors, deepDives, score, severity, kind } = found;
  const rows = evidence.rows.slice(0, MOST_ROWS).map((row) => evidence.columns.map((column) => cellText(row[column])));
  return [
    `### ${inline(found.title)}`,
    `**${severity}**, ${kind}, score ${score}`,
    factsOf(found)
      .map(([name, value]) => `- ${name}: ${inline(value)}`)
      .join("\n"),
    `**Recommendation:** ${inline(found.recommendation)}`,
    table(
      ["Factor", "Value", "Weight", "Gate", "Contribution"],
      factors.map(({ name, value, weight, gate, contribution }) => [name, ...[value, weight, gate, contribution].map(String)]),
    ),
    ...deepDives.map(({ question, summary }) => `- ${inline(question)} ${inline(summary)}`),
    `Evidence: ${shownOf(rows.length, evidence.rowCount, "rows")}`,
    ...(rows.length > 0 ? [table(evidence.columns, rows)] : []),
    code(evidence.sql),
  ].join("\n\n");
}

function findings(report: SentinelReport, kind: Finding["kind"], title: string): string[] {
  const some = report.findings.filter((each) => each.kind === kind);
  return some.length === 0 ? [] : [`## ${title}`, ...some.map(finding)];
}

/** A report as Markdown (CommonMark with tables). */
export function reportMarkdown(report: SentinelReport): string {
  const { narrative, correlations, missions } = report;
  return `${[
    `# ${inline(narrative.headline || `Scan ${report.id}`)}`,
    `Risk ${report.riskScore} (${report.riskLevel}); as of ${instantText(report.asOf)}; ${report.status}; domains ${report.domains.join(", ")}; scan \`${report.id}\`; fingerprint \`${report.fingerprint}\``,
    ...narrative.paragraphs.map(inline),
    ...findings(report, "acute", "Acute findings"),
    ...findings(report, "standing", "Standing gaps"),
    ...(correlations.length === 0 ? [] : ["## Correlations"]),
    ...correlations.map(({ title, score, explanation }) => `### ${inline(title)}\n\nScore ${score}. ${inline(explanation)}`),
    "## Missions",
    table(
      ["Mission", "Status", "Rows", "Score"],
      missions.map(({ id, title, status, rowCount, score }) => [`${title} (${id})`, status, String(rowCount), String(score)]),
    ),
  ].join("\n\n")}\n`;
}
