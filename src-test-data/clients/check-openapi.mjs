// Reads an OpenAPI document from standard input and checks it with the schema of its version.
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';

const document = JSON.parse(readFileSync(0, 'utf8'));
const validator = new Validator();
const result = await validator.validate(document);
const issues = result.valid ? [] : [].concat(result.errors);
for (const issue of issues) {
  console.log(typeof issue === 'string' ? issue : `${issue.instancePath}: ${issue.message}`);
}
try {
  validator.resolveRefs();
} catch (error) {
  issues.push(error);
  console.log(error.message);
}
console.log(`OpenAPI ${document.openapi}, ${issues.length} issues`);
process.exitCode = issues.length > 0 ? 1 : 0;
