/** What is read of the test runner's JSON report. */
export interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Passed and failed tests of a run that ended with `code`. A file that did not load counts as one failure although none
 * of its tests ran, and so does a run that failed without saying which test did (no report, an error outside of any test).
 */
export function countTests(report: TestReport | undefined, code: number): Count {
  const unloaded = report?.testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0) ?? [];
  const failed = (report?.numFailedTests ?? 0) + unloaded.length;
  return { passed: report?.numPassedTests ?? 0, failed: code !== 0 ? Math.max(1, failed) : failed };
}

export function addCounts(a: Count, b: Count): Count {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}
