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
import { isDeepStrictEqual } from 'node:util';

const client = createRequire(import.meta.url)('@ninetailed/experience.js-shared');
const EXPECTED = fileURLToPath(new URL('../src/main/resources/responses/', import.meta.url));
const ISSUE_LENGTH_MAX = 160;

const SCHEMAS = {
  profile: client.CreateProfileResponse,
  profiles: client.UpsertManyProfilesResponse,
};

function issuesOf(kind, answer) {
  if (kind === 'error') return errorIssues(answer);
  const schema = SCHEMAS[kind];
  if (!schema) return [`kind must be profile, profiles or error`];
  const parsed = schema.safeParse(answer);
  if (!parsed.success) return parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
  if (kind === 'profiles' && !Array.isArray(answer.data.profiles)) return ['data.profiles: Required'];
  if (answer.error !== null) return ['error: must be null'];
  return differences(answer, parsed.data, '');
}

// A failed answer: the client reads its status only, so the shape is the documents'.
function errorIssues(answer) {
  const shape = { message: answer.message, data: {}, error: { code: answer.error?.code } };
  const issues = [];
  if (typeof answer.message !== 'string') issues.push('message: Expected string');
  if (!/^ERR_[A-Z_]+$/.test(answer.error?.code)) issues.push('error.code: Expected ERR_...');
  if (!isDeepStrictEqual(answer, shape)) issues.push('must be {message, data: {}, error: {code}}');
  return issues;
}

function differences(given, parsed, path) {
  if (given === null || typeof given !== 'object') {
    return Object.is(given, parsed) ? [] : [`${path}: changed in parsing`];
  }
  return Object.keys(given).flatMap((key) => {
    const place = path ? `${path}.${key}` : key;
    if (parsed === null || typeof parsed !== 'object' || !(key in parsed)) {
      return [`${place}: unknown to the client`];
    }
    return differences(given[key], parsed[key], place);
  });
}

function kindOf(answer) {
  if (answer.error !== null) return 'error';
  return answer.data && 'profiles' in answer.data ? 'profiles' : 'profile';
}

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
  issuesOf(kind, answer).map((issue) => `${name}: ${issue.slice(0, ISSUE_LENGTH_MAX)}`));
for (const fault of faults) console.error(fault);
if (answers.length === 0) console.error('no answers to check');
console.log(`${answers.length} answers checked, ${faults.length} faults`);
process.exitCode = faults.length > 0 || answers.length === 0 ? 1 : 0;
