// Checks an OpenAPI document, and what a server really said against it. Reads from standard input
// {"document": {...}, "exchanges": [{"method", "target", "status", "request", "answer"}, ...]};
// request and answer are JSON values, or absent. A request that was answered 200 must be what the
// document asks for; one that was refused must not, where the exchange says "isMalformed".
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const { document, exchanges } = JSON.parse(readFileSync(0, 'utf8'));
const ajv = new Ajv.default({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, 'openapi.json');

const templates = Object.keys(document.paths).map((path) => (
  { path, pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]*')}$`) }));

async function documentIssues() {
  const result = await new Validator().validate(structuredClone(document));
  if (result.valid) return [];
  return [].concat(result.errors).map((e) => (typeof e === 'string' ? e : `${e.instancePath}: ${e.message}`));
}

function exchangeIssues({ method, target, status, request, answer, isMalformed }) {
  const path = templates.find(({ pattern }) => pattern.test(target.split('?')[0]))?.path;
  if (!path) return schemaIssues(document.components.responses.NotFound, answer, status === 404);
  const operation = document.paths[path][method.toLowerCase()];
  if (!operation) {
    return schemaIssues(document.components.responses.MethodNotAllowed, answer, status === 405);
  }
  const response = operation.responses[status];
  const issues = schemaIssues(resolved(response ?? {}), answer, response !== undefined);
  const body = request !== undefined && operation.requestBody;
  if (!body) return issues;
  const faults = schemaIssues(body, request, true);
  if (status === 200) return issues.concat(faults);
  return isMalformed && faults.length === 0 ? issues.concat('the document takes what was refused') : issues;
}

function schemaIssues(body, value, documented) {
  if (!documented) return ['not documented'];
  const schema = body.content?.['application/json'].schema;
  if (!schema || value === undefined) return [];
  const check = ajv.compile(absolute(schema));
  return check(value) ? [] : check.errors.map((e) => `${e.instancePath} ${e.message}`);
}

function resolved(object) {
  if (!object.$ref) return object;
  return object.$ref.slice(2).split('/').reduce((at, key) => at[key], document);
}

// References of a schema that stands alone point into the document.
function absolute(schema) {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi.json#/'));
}

let issueCount = 0;
const report = (place, issues) => issues.forEach((issue) => {
  issueCount++;
  console.log(`${place}: ${issue}`);
});
report('document', await documentIssues());
for (const exchange of exchanges) {
  report(`${exchange.method} ${exchange.target} ${exchange.status}`, exchangeIssues(exchange));
}
console.log(`OpenAPI ${document.openapi}, ${exchanges.length} exchanges, ${issueCount} issues`);
process.exitCode = issueCount > 0 ? 1 : 0;
