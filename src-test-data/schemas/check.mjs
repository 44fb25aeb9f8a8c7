// Parses answers with the schemas of the public client, npm @ninetailed/experience.js-shared.
//
//   node check.mjs               every expected answer in ../src/main/resources/responses
//   node check.mjs FILE...       these files, one answer each
//   node check.mjs --stdin       one {"kind": "profile"|"profiles"|"error", "answer": {...}} per line
//
// An answer with error: null must parse, and must lose no member in parsing: the schemas drop what
// they do not know. Exits 1 and names answer, place and issue for each fault; 1 too if there was
// nothing to check.
import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { issuesOf, kindOf } from './issues.mjs';

const client = createRequire(import.meta.url)('@ninetailed/experience.js-shared');
const EXPECTED = fileURLToPath(new URL('../src/main/resources/responses/', import.meta.url));
const ISSUE_LENGTH_MAX = 160;

function fromFile(file) {
  const answer = JSON.parse(readFileSync(file, 'utf8'));
  return { name: basename(file), kind: kindOf(answer), answer };
}

function fromLine(line, index) {
  return { name: `line ${index + 1}`, ...JSON.parse(line) };
}

function inputs(args) {
  if (args[0] === '--stdin') {
    return readFileSync(0, 'utf8').split('\n').filter((line) => line.trim()).map(fromLine);
  }
  if (args.length > 0) return args.map(fromFile);
  const files = readdirSync(EXPECTED).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => fromFile(join(EXPECTED, file)));
}

const answers = inputs(process.argv.slice(2));
const faults = answers.flatMap(({ name, kind, answer }) =>
  issuesOf(client, kind, answer).map((issue) => `${name}: ${issue.slice(0, ISSUE_LENGTH_MAX)}`));
for (const fault of faults) console.error(fault);
if (answers.length === 0) console.error('no answers to check');
console.log(`${answers.length} answers checked, ${faults.length} faults`);
process.exitCode = faults.length > 0 || answers.length === 0 ? 1 : 0;
