// What a public client's schemas have against an answer. The client is npm
// @ninetailed/experience.js-shared, of the version that the caller has installed.
import { isDeepStrictEqual } from 'node:util';

export function issuesOf(client, kind, answer) {
  if (kind === 'error') return errorIssues(answer);
  const schema = schemaOf(client, kind);
  if (!schema) return [`kind must be profile, profiles or error`];
  const parsed = schema.safeParse(answer);
  if (!parsed.success) return parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
  if (kind === 'profiles' && !Array.isArray(answer.data.profiles)) return ['data.profiles: Required'];
  if (answer.error !== null) return ['error: must be null'];
  return differences(answer, parsed.data, '');
}

export function kindOf(answer) {
  if (answer.error !== null) return 'error';
  return answer.data && 'profiles' in answer.data ? 'profiles' : 'profile';
}

function schemaOf(client, kind) {
  const schemas = {
    profile: client.CreateProfileResponse,
    profiles: client.UpsertManyProfilesResponse,
  };
  return schemas[kind];
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
