// Drives a started server with the public clients.
//
//   node drive.mjs URL SUITE     the suites are the exports of scenarios.mjs
//
// Prints a line for each scenario, then how many there were; exits 1 if one failed.
import * as suites from './scenarios.mjs';

const REASON_LENGTH_MAX = 2_000;
const [url, name] = process.argv.slice(2);
const scenarios = Object.entries(suites[name] ?? {});

// The clients log what they are refused; their callers get it as an error, too.
console.error = () => {};
console.warn = () => {};

let failedCount = 0;
for (const [title, run] of scenarios) {
  try {
    await run(url);
    console.log(`passed: ${title}`);
  } catch (error) {
    failedCount++;
    console.log(`FAILED: ${title}\n  ${String(error.stack).slice(0, REASON_LENGTH_MAX)}`);
  }
}
console.log(`${scenarios.length} scenarios, ${failedCount} failed`);
process.exitCode = scenarios.length === 0 || failedCount > 0 ? 1 : 0;
