import { existsSync, readFileSync } from "node:fs";

/**
 * Counts one vitest run from its JSON report. Only a test that ran and passed has passed: skipped and unfinished ones
 * count as failed, and so does a file that could not be loaded, a run without tests, and a run that ended badly although
 * no test says why.
 * @param {string} reportFile may be absent, after a crash
 * @param {boolean} endedWell the run's exit code was 0
 * @returns {{ passed: number, failed: number }}
 */
export function countTests(reportFile, endedWell) {
  const files = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, "utf8")).testResults : [];
  const counts = files.map(countFile);
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  const unexplained = failed === 0 && (!endedWell || passed === 0);
  return { passed, failed: unexplained ? 1 : failed };
}

function countFile({ status, assertionResults }) {
  const passed = assertionResults.filter((test) => test.status === "passed").length;
  const failed = assertionResults.length - passed;
  const unexplained = failed === 0 && (status !== "passed" || passed === 0);
  return { passed, failed: unexplained ? 1 : failed };
}
