// The public clients pointed at a server, and the events that a visitor's browser would send.
// Whatever either client is answered is parsed once more by the schemas of shared 7.26.0, which must
// lose no member of it.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { issuesOf, kindOf } from '../schemas/issues.mjs';

const require = createRequire(import.meta.url);
const shared = require('@ninetailed/experience.js-shared');
const { NinetailedAPIClient } = require('@ninetailed/experience.js-node');

export const ORGANIZATION = 'acme';
export const uuid = randomUUID;

/** The client of browsers (shared 7.26.0); `answers` collects {url, status, body} of each request. */
export function browserClient(url, environment = 'main', answers = []) {
  return new shared.NinetailedApiClient({
    clientId: ORGANIZATION,
    environment,
    url,
    fetchImpl: async (target, init) => {
      const response = await fetch(target, init);
      const text = await response.clone().text();
      answers.push({ url: target, status: response.status, body: JSON.parse(text) });
      checkAnswer(response, JSON.parse(text));
      return response;
    },
  });
}

/** The client of servers (node 7.23.0, which brings shared 7.23.0 along), as it is. */
export function nodeClient(url) {
  return new NinetailedAPIClient({ clientId: ORGANIZATION, environment: 'main', url });
}

function checkAnswer(response, body) {
  const kind = kindOf(body);
  assert.equal(kind === 'error', response.status !== 200, `${response.status} with ${kind}`);
  assert.deepEqual(issuesOf(shared, kind, body), []);
}

const context = (path, more) => ({
  url: `https://shop.example${path}`,
  referrer: 'https://search.example/',
  locale: 'en-US',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120 Safari/537.36',
  document: { title: 'Shop' },
  ...more,
});

const base = (path, more) => ({
  messageId: uuid(),
  timestamp: Date.now(),
  ctx: context(path),
  ...more,
});

export const page = (path = '/', more) =>
  shared.buildPageEvent({ ...base(path, more), properties: { width: 1280, height: 800 } });
export const track = (event, properties = {}) =>
  shared.buildTrackEvent({ ...base('/'), event, properties });
export const identify = (userId, traits = {}) =>
  shared.buildIdentifyEvent({ ...base('/'), userId, traits });
export const componentView = (experienceId, variantIndex) =>
  shared.buildComponentViewEvent({
    ...base('/'), componentId: 'hero', componentType: 'Entry', experienceId, variantIndex,
    viewId: uuid(), viewDurationMs: 1_500,
  });
export const { PROFILE_RESET } = shared;
